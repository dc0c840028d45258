import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';

const { DATABASE_URL, PORT } = process.env;
const INSERT = 'INSERT INTO orders (id, reference, organization_name, details) VALUES ($1, $2, $3, $4)';

const pool = new pg.Pool({ connectionString: DATABASE_URL });
const app = Fastify();

app.post('/orders', async ({ body }, reply) => {
  const id = randomUUID();
  await pool.query({
    name: 'insert',
    text: INSERT,
    values: [id, body.reference, body.organization.name, body],
  });
  return reply.code(202).send({ id });
});

await app.listen({ port: Number(PORT) });
process.send('ready');
process.once('SIGTERM', () => process.exit());
