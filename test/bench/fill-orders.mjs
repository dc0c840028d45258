/** The clients of a filled database: the first has a quarter of all orders, the last ones some thousand each. */
export const clientId = (n) => `cli_BENCH${String(n).padStart(21, '0')}`;
const CLIENTS = 50;
const DAYS = 365;

const INSERT_CLIENTS = `
  INSERT INTO clients (id, name, created_at)
  SELECT 'cli_BENCH' || lpad(n::text, 21, '0'), 'bench client ' || n, now() - interval '400 days'
  FROM generate_series(1, ${CLIENTS}) n`;

/**
 * $1 orders of a year, evenly spread, with ids of their time. Nine of ten are placed, the newest 200 queued; one in
 * twenty is a test; four in five have a reference; one in ten has a CSR and an attestation. Sought-after rarities:
 * four of "Quixotic Zymurgy", four of 東京証券.
 * Of the placed, nine in ten have an issued certificate that ends within three years or has ended; one in a hundred waits.
 */
const INSERT_ORDERS = `
  INSERT INTO orders (id, client_id, status, idempotency_key, request_digest, certificate_digest, reference, test,
    certificate_type, organization_name, details, problem, attempts, fence, sectigo_order_number, certificate_id,
    certificate_state, cost, payment_outstanding, next_attempt_at, created_at, updated_at, placed_at,
    certificate_status, issued_at, revoked_at, expires_at, certificate_mismatches, next_expiry_notice_at)
  SELECT 'ord_' || (SELECT string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((ms >> (45 - 5 * digit)) & 31)::int + 1, 1), '' ORDER BY digit)
                    FROM generate_series(0, 9) digit) || upper(substr(md5('id' || n), 1, 16)),
    'cli_BENCH' || lpad(client::text, 21, '0'), status, 'key-' || n, md5('r' || n) || md5('q' || n), md5('c' || n) || md5('d' || n),
    CASE WHEN n % 5 <> 0 THEN 'PO-' || lpad((n::bigint * 7919 % 10000000)::text, 7, '0') END,
    test, certificate_type, organization,
    json_build_object('certificateType', certificate_type, 'validityDays', 365, 'test', test,
      'provisioning', CASE WHEN n % 10 = 0 THEN json_build_object('method', 'remote', 'hsmType', 'YUBIKEY',
          'csr', (SELECT string_agg(md5(n || '-' || part), '') FROM generate_series(1, 50) part),
          'keyAttestation', (SELECT string_agg(md5(part || '+' || n), '') FROM generate_series(1, 60) part))
        ELSE '{"method":"deferred"}'::json END,
      'organization', json_build_object('name', organization, 'unit', 'Marketing', 'address',
        '{"line1":"Elm Street 12","city":"Los Angeles","stateOrProvince":"CA","postalCode":"90002","country":"US"}'::json),
      'applicant', '{"jobTitle":"Mr","firstName":"John","lastName":"Doe","email":"john.doe@example.com"}'::json,
      'validation', '{"customerValidated":false}'::json, 'notifications', '{}'::json,
      'metadata', json_build_object('costCentre', (n % 900)::text)),
    CASE WHEN status IN ('rejected', 'failed', 'held', 'outcome-unknown') THEN
      '{"code":"country-invalid","sectigo":{"errorCode":-7,"errorMessage":"not a valid country"}}'::jsonb END,
    1, 1, CASE WHEN placed THEN (3000000 + n)::text END, CASE WHEN placed THEN n::text END,
    CASE WHEN placed THEN 'issued' END, CASE WHEN placed THEN 210.00 END, CASE WHEN placed THEN false END,
    CASE WHEN status = 'queued' THEN at END, at, at, CASE WHEN placed THEN at END,
    certificate, CASE WHEN ends IS NOT NULL THEN at + interval '1 day' END, CASE WHEN certificate = 'revoked' THEN at + interval '30 days' END,
    ends, CASE WHEN ends IS NOT NULL AND n % 500 = 3 THEN '{organization}'::text[] ELSE '{}' END,
    CASE WHEN certificate = 'issued' THEN (SELECT min(notice) FROM (SELECT ends - make_interval(days => unnest(ARRAY[60, 30, 14, 7, 1])) AS notice) notices
                                           WHERE notice > now() - interval '1 hour') END
  FROM (
    SELECT *, status = 'placed' AS placed, (extract(epoch FROM at) * 1000)::bigint AS ms,
      CASE WHEN certificate IN ('issued', 'revoked', 'replaced') THEN at + make_interval(days => (ARRAY[180, 365, 730, 1095])[1 + n % 4]) END AS ends
    FROM (
     SELECT *, CASE WHEN status = 'placed' THEN (ARRAY['issued', 'revoked', 'replaced', 'rejected', 'failed', 'pending', 'awaiting-brand-validation'])[
       1 + width_bucket(random(), ARRAY[0.9, 0.93, 0.95, 0.985, 0.99, 0.995])] END AS certificate FROM (
      SELECT n, now() - (${DAYS} * ($1 - n)::float8 / $1) * interval '1 day' AS at,
        1 + floor(${CLIENTS} * power(random(), 3))::int AS client,
        CASE WHEN n > $1 - 200 THEN 'queued' ELSE (ARRAY['placed', 'rejected', 'cancelled', 'failed', 'outcome-unknown', 'held'])[
          1 + width_bucket(random(), ARRAY[0.92, 0.96, 0.985, 0.998, 0.9995])] END AS status,
        random() < 0.05 AS test,
        (ARRAY['organization', 'organization-individual', 'individual'])[1 + width_bucket(random(), ARRAY[0.7, 0.92])] AS certificate_type,
        CASE WHEN n % 250000 = 7 THEN 'Quixotic Zymurgy Ltd' WHEN n % 250000 = 3 THEN '東京証券 株式会社'
          ELSE words[1 + floor(power(random(), 2) * 40)::int] || ' ' || words[1 + floor(random() * 40)::int]
            || lpad((n % 977)::text, 3, '0') || ' ' || forms[1 + n % 7] END AS organization
      FROM generate_series(1, $1::int) n, (SELECT
        string_to_array('Alpine Baltic Cardinal Delta Eastern Fabrik Granite Harbor Iberia Jupiter Kestrel Lumen Meridian Nordic Orchard Pacific Quantum River Summit Titan Union Vector Western Xenon Yellow Zenith Müller Schäfer Østergaard Lefèvre Bank Energy Health Industries Logistics Motors Networks Pharma Systems Trading', ' ') AS words,
        string_to_array('GmbH Ltd Inc. AG S.A. B.V. LLC', ' ') AS forms) names
    ) drawn) certified) orders`;

const INDEXES = `SELECT indexname, indexdef FROM pg_indexes
  WHERE tablename = 'orders' AND indexname NOT LIKE '%key'`;

/** Fills an empty database; one that was filled before stays as it is. Indexes are made after the rows, which is quicker. */
export async function fillOrders(pool, count) {
  const { rows } = await pool.query('SELECT count(*)::int AS filled FROM clients WHERE id = $1', [
    clientId(1),
  ]);
  if (rows[0].filled > 0) return;
  const indexes = await pool.query(INDEXES);
  for (const { indexname } of indexes.rows) await pool.query(`DROP INDEX "${indexname}"`);
  await pool.query(INSERT_CLIENTS);
  await pool.query(INSERT_ORDERS, [count]);
  await pool.query(`SET maintenance_work_mem = '512MB'`);
  for (const { indexdef } of indexes.rows) await pool.query(indexdef);
  await pool.query('VACUUM ANALYZE orders');
}
