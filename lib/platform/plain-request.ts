import type { IncomingMessage, ServerResponse } from "node:http";
import { saysJson } from "@/lib/platform/api-body";
import { type ApiAnswer, answerHeaders } from "@/lib/platform/api-problem";

/*
 * What Node's own server can take in and answer without Request, Response and Hono: less than half of the processor time.
 * Only requests about which nobody who reads them can be of two minds; whatever is odd is looked at in one place only, by
 * Hono.
 */

const plainHost = /^[a-z0-9._-]+(:[1-9]\d{3,4})?$/;

/** Whether the host is one that every reader takes for the same. */
export const hasPlainHost = ({ headers }: IncomingMessage): boolean => plainHost.test(headers.host ?? "");

/** Whether the request brings JSON of a declared length of at most `most` bytes. */
export function bringsPlainJson(req: IncomingMessage, most: number): boolean {
  const { headers } = req;
  const length = headers["content-length"];
  if (length === undefined || Number(length) > most) return false;
  if (headers["transfer-encoding"] !== undefined || !saysJson(headers["content-type"] ?? "")) return false;
  return timesGiven(req, "content-type") === 1;
}

/** How many times a header was sent, of which `req.headers` may hold the first alone. */
export function timesGiven({ rawHeaders }: IncomingMessage, name: string): number {
  let times = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const given = rawHeaders[i];
    if (given?.length === name.length && given.toLowerCase() === name) times += 1;
  }
  return times;
}

/**
 * Calls `then` with the text of the body when all of it is there, as the web's `text()` reads it: without a mark of the
 * byte order; `left`, if anything, for who leaves before.
 */
export function readPlainText(req: IncomingMessage, then: (text: string) => void, left?: () => void): void {
  const chunks: Buffer[] = [];
  req.on("data", (chunk: Buffer) => chunks.push(chunk));
  if (left) req.on("error", left);
  req.on("end", () => then(textOf(chunks)));
}

function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  const bytes = first && chunks.length === 1 ? first : Buffer.concat(chunks);
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

const fixed = Object.entries(answerHeaders).flat();
const headersOf: Record<ApiAnswer["type"], readonly string[]> = {
  "application/json": [...fixed, "content-type", "application/json"],
  "application/problem+json": [...fixed, "content-type", "application/problem+json"],
};

/** Writes an answer out, unless there is one already or nobody to read it. */
export function sendAnswer(
  res: ServerResponse,
  requestId: string,
  { status, type, body, more }: ApiAnswer,
): void {
  if (res.headersSent || res.destroyed) return;
  const headers = [...headersOf[type], "x-request-id", requestId];
  for (const name in more) headers.push(name, more[name] ?? "");
  headers.push("content-length", String(Buffer.byteLength(body)));
  res.writeHead(status, headers);
  res.end(body);
}
