/** Receivers of webhooks in a process of their own: one port, a path for each, and they take everything at once. */
import http from 'node:http';

const server = http.createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, { 'content-length': 2 }).end('ok'));
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send('ready'));
process.on('SIGTERM', () => process.exit(0));
