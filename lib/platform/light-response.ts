import { getRequestListener } from "@hono/node-server";

/**
 * The Response that @hono/node-server writes out without making streams of it: half the processor time of an answer. It
 * is not exported but put in the place of the global one, which Next needs as it is; so it is taken from there at once
 * and the global one put back. The build of server.ts uses it wherever our own code says `Response`.
 */
export const Response: typeof globalThis.Response = (() => {
  const kept = { Request: globalThis.Request, Response: globalThis.Response };
  getRequestListener(() => new globalThis.Response());
  const light = globalThis.Response;
  for (const [name, value] of Object.entries(kept)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return light;
})();
