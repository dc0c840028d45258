process.env.TEST_THROUGH_PGBOUNCER = 'on';
