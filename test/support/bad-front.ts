import { once } from 'node:events';
import http, { type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** What happens to one request: the gateway's answer, if it was asked, is not passed on. */
export type Mishap =
  | { readonly asked: boolean; readonly answer: 'none' }
  | { readonly asked: boolean; readonly answer: (response: ServerResponse) => void };

/** A load balancer in front of a gateway at its worst: mishaps for the first requests, then it passes everything on. */
export interface BadFront {
  readonly url: string;
  /** How many requests came. */
  readonly requests: () => number;
  readonly close: () => Promise<void>;
}

export async function badFront(target: string, mishaps: readonly Mishap[]): Promise<BadFront> {
  const left = [...mishaps];
  let requests = 0;
  const server = http.createServer((request, response) => {
    requests += 1;
    const mishap = left.shift();
    const happen = (): void => {
      if (mishap === undefined) return;
      if (mishap.answer === 'none') request.socket.destroy();
      else mishap.answer(response);
    };
    if (mishap?.asked === false) {
      request.resume().once('end', happen);
      return;
    }
    const { method = 'GET', headers } = request;
    const onward = http.request(
      new URL(request.url ?? '/', target),
      { method, headers, agent: false },
      (answer) => {
        if (mishap !== undefined) {
          answer.resume().once('end', happen);
          return;
        }
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
