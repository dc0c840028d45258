/** Stands for what a hook makes before a test, and is looked up at each use. */
export function current<T extends object>(find: () => T | undefined): T {
  return new Proxy({} as T, {
    get: (_, name) => {
      const found = find();
      if (!found) throw new Error('it is made when the first test begins');
      const value: unknown = Reflect.get(found, name);
      return typeof value === 'function' ? (value.bind(found) as unknown) : value;
    },
  });
}
