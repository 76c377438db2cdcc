import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/platform/env";
import { isDraining } from "@/lib/platform/graceful-stop";
import { type DatabaseHealth, isHopeful, readiness } from "@/lib/platform/health";
import { metrics, metricsText } from "@/lib/platform/metrics";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";

/** What an operation's answer depends on besides the database. */
export type ProcessState = { readonly starting: boolean; readonly health: () => DatabaseHealth };

type Operation = (req: IncomingMessage, res: ServerResponse, state: ProcessState) => Promise<void>;

const operations = new Map<string, Operation>([
  ["/healthz", answerHealth],
  ["/readyz", answerReadiness],
  ["/metrics", answerMetrics],
]);

/**
 * What answers balancers, orchestrators and Prometheus at this path; undefined for all other paths. `/healthz` asks no
 * database, `/readyz` does (200 or 503), `/metrics` wants the token, or a caller on this machine where there is none.
 */
export function operationAt(path: string): Operation | undefined {
  return operations.get(path);
}

async function answerHealth(
  _: IncomingMessage,
  res: ServerResponse,
  { health }: ProcessState,
): Promise<void> {
  const hopeful = isHopeful(health());
  send(res, hopeful ? 200 : 503, "application/json", JSON.stringify({ ok: hopeful }));
}

async function answerReadiness(
  _: IncomingMessage,
  res: ServerResponse,
  { starting }: ProcessState,
): Promise<void> {
  const told = await readiness({ starting, draining: isDraining() });
  send(res, told.ready ? 200 : 503, "application/json", JSON.stringify(told));
}

async function answerMetrics(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (!mayReadMetrics(req, env().METRICS_TOKEN))
    return send(res, 404, "text/plain; charset=utf-8", "Not found.\n");
  send(res, 200, metrics().registry.contentType, await metricsText());
}

const loopbackAddress = /^(127(\.\d{1,3}){3}|::1)$/;
const loopbackHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether this caller may read the figures. With a token: who shows it. Without: who asks from this machine by its own
 * name and is passed on by no proxy, whose callers would all look like this machine.
 */
export function mayReadMetrics(
  { headers }: Pick<IncomingMessage, "headers">,
  token: string | undefined,
): boolean {
  if (token !== undefined) {
    const shown = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
    return timingSafeEqual(digest(shown), digest(token));
  }
  return (
    headers["x-was-forwarded"] === undefined &&
    loopbackAddress.test(String(headers["x-client-ip"])) &&
    loopbackHost.test(headers.host ?? "")
  );
}

const digest = (text: string) => createHash("sha256").update(text).digest();

function send(res: ServerResponse, status: number, type: string, text: string): void {
  if (res.destroyed) return;
  const headers = Object.fromEntries(staticSecurityHeaders());
  headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'";
  res.writeHead(status, {
    ...headers,
    "Content-Type": type,
    "Cache-Control": "no-store",
    "Content-Length": Buffer.byteLength(text),
  });
  res.end(text);
}
