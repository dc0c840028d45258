// `REDIRECT_URI=… node test/support/oidc-provider.mjs`: an OpenID provider that believes everybody, and prints its address. Who
// signs in as viewer, operator or admin has that role; anybody else has none.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const ROLES = ['viewer', 'operator', 'admin'];

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'gateway',
        client_secret: process.env['CLIENT_SECRET'],
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [process.env['REDIRECT_URI']],
      },
    ],
    claims: { openid: ['sub', 'roles'], email: ['email'], profile: ['name'] },
    // so that the ID token has them
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@example.com`, roles: ROLES.filter((role) => role === id) }),
    }),
  });
  server.on('request', provider.callback());
  process.stdout.write(`${issuer}\n`);
});
