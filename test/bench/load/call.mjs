import http from 'node:http';

/** One HTTP call; `url` is the origin. Rejects when there is no answer. */
export function call({ url, path, method, headers = {}, agent }, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(path, url), { method, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('error', reject).on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject).end(body);
  });
}
