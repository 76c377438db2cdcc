import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "@/lib/platform/log";
import { countRequest } from "@/lib/platform/metrics";
import { routePattern } from "@/lib/platform/route-pattern";

/** What sort of thing was asked for; with the pattern of its route, all that metrics tell requests apart by. */
export type RequestKind = "api" | "page" | "action" | "data" | "asset" | "operations" | "other";

const operations = new Set(["/healthz", "/readyz", "/metrics"]);
const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The kind of a request and the pattern of its route, which is the kind's name for what has no route of ours. */
export function kindOf(
  method: string,
  path: string,
  headers: IncomingMessage["headers"],
): { readonly kind: RequestKind; readonly route: string } {
  const plain = (kind: RequestKind) => ({ kind, route: kind });
  if (operations.has(path)) return { kind: "operations", route: path };
  if (path.startsWith("/_next/") || path.startsWith("/icon") || path === "/favicon.ico")
    return plain("asset");
  const route = routePattern(path);
  if (path === "/api" || path.startsWith("/api/")) return { kind: "api", route: route ?? "api" };
  if (!route) return plain("other");
  if (method === "POST") return { kind: "action", route };
  return { kind: headers.rsc === undefined ? "page" : "data", route };
}

/**
 * Counts and logs a request when its answer is finished, or when its client has left before: one line, which names the
 * route's pattern and never the address, and one figure.
 */
export function recordRequest(req: IncomingMessage, res: ServerResponse, requestId: string): void {
  const began = performance.now();
  const { method = "GET", url = "/", headers } = req;
  res.on("close", () => {
    const ms = performance.now() - began;
    const end = url.indexOf("?");
    const { kind, route } = kindOf(method, end === -1 ? url : url.slice(0, end), headers);
    // What nginx calls a client that did not wait for its answer.
    const status = res.writableFinished ? res.statusCode : 499;
    countRequest({ method: methods.has(method) ? method : "other", kind, status, route }, ms / 1000);
    const fields = { requestId, route, status, ms: Math.round(ms * 10) / 10 };
    if (status >= 500) log.warn("request failed", fields);
    else log.info("request", fields);
  });
}
