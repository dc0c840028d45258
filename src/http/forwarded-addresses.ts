import { type FastifyInstance } from 'fastify';

/** `1.2.3.4:5678` or `[2001:db8::1]:443`, the latter also without a port. */
const WITH_PORT = /^(?:(\d+\.\d+\.\d+\.\d+):\d+|\[([^\]]*)\](?::\d+)?)$/;

/** The entries of an `X-Forwarded-For` as plain addresses: some proxies name the port of the connection as well. */
export function withoutPorts(forwardedFor: string): string {
  return forwardedFor
    .split(',')
    .map((entry) => {
      const [, ipv4, ipv6] = WITH_PORT.exec(entry.trim()) ?? [];
      return ipv4 ?? ipv6 ?? entry.trim();
    })
    .join(', ');
}

/** Runs before any use of the address: whether a proxy is trusted depends on its address, too. */
export function readForwardedAddresses(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { 'x-forwarded-for': forwardedFor } = request.raw.headers;
    // Node joins several headers of this name
    if (typeof forwardedFor === 'string') request.raw.headers['x-forwarded-for'] = withoutPorts(forwardedFor);
    done();
  });
}
