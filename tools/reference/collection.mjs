/** The API as a collection (Postman's format 2.1, which Bruno, Insomnia and others read too), from openapi.yaml. */
export function collectionOf({ info, tags, paths }) {
  const requests = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      tag: operation.tags[0],
      item: requestOf(path, method.toUpperCase(), operation),
    })),
  );
  return {
    info: {
      name: info.title,
      description: `${info.description}\n\nSet the variables of the collection first.`,
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: bearer('key'),
    variable: VARIABLES,
    item: tags.map(({ name, description }) => ({
      name,
      description,
      item: requests.filter(({ tag }) => tag === name).map(({ item }) => item),
    })),
  };
}

const VARIABLES = [
  { key: 'url', value: 'http://localhost:3000', description: 'The gateway.' },
  { key: 'key', value: '', description: 'The key of a client.' },
  { key: 'operatorKey', value: '', description: 'The operator key, for calls of operators.' },
  // not made by the collection: whoever sends a failed order again must send the same key
  { key: 'idempotencyKey', value: '', description: 'A new one for each order; the same when you repeat it.' },
];

const HEADERS = { 'Idempotency-Key': '{{idempotencyKey}}' };

function requestOf(path, method, operation) {
  const { summary, description, parameters = [], requestBody, security = [] } = operation;
  const inPlace = (place) => parameters.filter((parameter) => parameter.in === place);
  const body = exampleOf(requestBody);
  const [text] = description.split('\n\n| Status |');
  return {
    name: summary,
    request: {
      method,
      description: text,
      ...authOf(summary, security),
      url: {
        raw: `{{url}}${path.replace(/\{(\w+)\}/g, ':$1')}`,
        host: ['{{url}}'],
        path: path
          .slice(1)
          .replace(/\{(\w+)\}/g, ':$1')
          .split('/'),
        query: inPlace('query').map(optional),
        variable: inPlace('path').map(({ name, description: about }) => ({
          key: name,
          value: '',
          description: about,
        })),
      },
      header: [
        ...inPlace('header').map(optional),
        ...(body === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }]),
      ],
      ...(body !== undefined && { body: { mode: 'raw', raw: JSON.stringify(body, null, 2) } }),
    },
  };
}

function authOf(summary, security) {
  if (security.length === 0) return { auth: { type: 'noauth' } };
  return summary.endsWith('(operators)') ? { auth: bearer('operatorKey') } : {};
}

function bearer(variable) {
  return { type: 'bearer', bearer: [{ key: 'token', value: `{{${variable}}}`, type: 'string' }] };
}

/** What is not required is there to be switched on. */
function optional({ name, description, required }) {
  return { key: name, value: HEADERS[name] ?? '', description, disabled: required !== true };
}

function exampleOf(requestBody) {
  const { example, examples } = requestBody?.content['application/json'] ?? {};
  return example ?? Object.values(examples ?? {})[0]?.value;
}
