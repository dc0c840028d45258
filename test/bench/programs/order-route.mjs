import { randomUUID } from 'node:crypto';
import Fastify from 'fastify';

const INSERT = 'INSERT INTO orders (id, reference, organization_name, details) VALUES ($1, $2, $3, $4)';

/** Takes orders; the order and its job, which `sendJob` adds on the same connection, are committed together. */
export async function serveOrders(pool, sendJob) {
  const app = Fastify();
  app.post('/orders', async ({ body }, reply) => {
    const id = randomUUID();
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const values = [id, body.reference, body.organization.name, body];
      await client.query({ name: 'insert', text: INSERT, values });
      await sendJob(client, { id });
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
    return reply.code(202).send({ id });
  });
  await app.listen({ port: Number(process.env.PORT) });
}
