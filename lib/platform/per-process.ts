declare global {
  var __scripPerProcess: Map<string, unknown> | undefined;
}

/**
 * The one `name` of this process, made on first use. server.ts and Next bundle the code separately and would each have
 * their own: what must exist once (caches, gatherers, registries) lives on globalThis, and this is the way to it.
 */
export function perProcess<T>(name: string, make: () => T): T {
  globalThis.__scripPerProcess ??= new Map();
  const kept = globalThis.__scripPerProcess;
  const known = kept.get(name);
  if (known !== undefined) return known as T;
  const made = make();
  kept.set(name, made);
  return made;
}
