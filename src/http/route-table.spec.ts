import { describe, expect, it } from '@jest/globals';
import { RouteTable } from './route-table.js';

function table(): RouteTable {
  const routes = new RouteTable();
  routes.add('/v1/orders', 'POST');
  routes.add('/v1/orders', ['GET', 'HEAD']);
  routes.add('/v1/orders/:id', ['HEAD', 'GET']);
  routes.add('/v1/orders/preview', 'POST');
  routes.add('/docs/openapi.json', 'GET');
  routes.add('/docs/static/*', 'GET');
  routes.add('*', 'OPTIONS');
  return routes;
}

describe('the methods of a path', () => {
  it.each([
    ['/v1/orders', ['GET', 'HEAD', 'POST']],
    ['/v1/orders/ord_1', ['GET', 'HEAD']],
    ['/v1/orders/a%2Fb', ['GET', 'HEAD']],
    ['/v1/orders/preview', ['GET', 'HEAD', 'POST']],
    ['/docs/openapi.json', ['GET']],
  ])('%s are %j', (path, methods) => {
    expect(table().allowedMethods(path)).toEqual(methods);
  });

  it.each([
    '/',
    '/v1',
    '/v1/orders/a/b',
    '/v1/orders/',
    '/v1/orders//',
    '/V1/orders',
    '/docs/openapixjson',
    '/docs/static/a.js',
    '/x',
  ])('%s are none: there is no such route', (path) => {
    expect(table().allowedMethods(path)).toEqual([]);
  });
});
