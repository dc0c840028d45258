const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

/** The operations of a document that are not served in exchanges such as "POST /v1/orders 202"; refusals do not count. */
export function untested({ paths }, exchanges) {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      id: item[method].operationId,
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
      literal: !path.includes('{'),
    })),
  );
  // /v1/orders/preview is no order's id
  const byPrecedence = operations.sort((a, b) => Number(b.literal) - Number(a.literal));
  const served = exchanges.map((exchange) => {
    const [method, path, status] = exchange.split(' ');
    if (Number(status) >= 400) return undefined;
    return byPrecedence.find((operation) => operation.method === method && operation.pattern.test(path))?.id;
  });
  return operations.map(({ id }) => id).filter((id) => !served.includes(id));
}
