import { Injectable } from '@nestjs/common';

interface Route {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Which methods each path answers to: tells a wrong method (405) from a path that is not there (404). */
@Injectable()
export class RouteTable {
  private readonly routes = new Map<string, Route>();

  add(url: string, methods: string | readonly string[]): void {
    if (url.includes('*')) return;
    const route = this.routes.get(url) ?? { pattern: toPattern(url), methods: new Set<string>() };
    for (const method of [methods].flat()) route.methods.add(method);
    this.routes.set(url, route);
  }

  allowedMethods(path: string): string[] {
    const found = [...this.routes.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ methods }) => [...methods]))].sort();
  }
}

/** `/v1/orders/:id` → one path segment in the place of `:id`. */
function toPattern(url: string): RegExp {
  const segments = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&')));
  return new RegExp(`^${segments.join('/')}$`);
}
