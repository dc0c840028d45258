import axios from 'axios';
import { orderNumberIn, toForm } from './to-form.mjs';

/** What a worker does with an order: reads it, sends it, and writes down what it got. */
export async function placeOrder(pool, id) {
  const { rows } = await pool.query({
    name: 'read',
    text: 'SELECT details FROM orders WHERE id = $1',
    values: [id],
  });
  const { data } = await axios.post(process.env.UPSTREAM_URL, toForm(rows[0].details));
  await pool.query({
    name: 'placed',
    text: `UPDATE orders SET status = 'placed', sectigo_order_number = $2 WHERE id = $1`,
    values: [id, orderNumberIn(data)],
  });
}
