const SECRETS = [
  'password',
  'loginPassword',
  'key',
  'secret',
  'authorization',
  'cookie',
  'csr',
  'keyAttestation',
];

/** A second line of defence: nothing of this is logged on purpose. axios' and request objects are never logged whole. */
export const REDACTION = {
  paths: [
    ...SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    'req.headers',
    'request.headers',
    'err.config',
    'err.request',
    'err.response',
    'err.meta.query',
  ],
  censor: '[redacted]',
};
