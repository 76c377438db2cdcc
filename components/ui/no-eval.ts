declare global {
  var __zod_globalConfig: { jitless?: boolean } | undefined;
}

// Zod asks the browser whether it may compile code, and our policy reports the question as an attack. It is told before
// the first schema is made; on the server it may.
if (typeof window !== "undefined") {
  globalThis.__zod_globalConfig ??= {};
  globalThis.__zod_globalConfig.jitless = true;
}

export {};
