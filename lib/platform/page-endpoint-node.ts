import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson, saysJson } from "@/lib/platform/api-body";
import { answerHeaders } from "@/lib/platform/api-problem";
import { busy } from "@/lib/platform/api-route";
import { beginWait, endWait } from "@/lib/platform/in-time";
import { faultAnswer, type PageAnswer, type PageEndpoint } from "@/lib/platform/page-endpoint";
import { maxBodyBytes } from "@/lib/platform/request-hygiene";

/** A request for an endpoint that Node's server can answer by itself. */
export type NodeCall = { readonly endpoint: PageEndpoint; readonly param: string };

/** Hosts and parameters about which nobody who reads them can be of two minds. */
const plainHost = /^[a-z0-9._-]+(:[1-9]\d{3,4})?$/;
const plainParam = /^(?:[\w~-]|%(?!00|2e|2f|5c)[0-9a-f]{2})+$/i;

/**
 * The call that a request is, if all about it is as a page of ours sends it: JSON of a declared length within the limit,
 * to a plain path at a plain host. Null for every other request: Hono has that one answered by the same endpoint, or
 * refused. So whatever is odd is looked at in one place only.
 */
export function nodeCall(req: IncomingMessage, endpoints: readonly PageEndpoint[]): NodeCall | null {
  const { method, url = "", headers } = req;
  if (method !== "POST") return null;
  for (const endpoint of endpoints) {
    const { before, after } = endpoint;
    if (!url.startsWith(before) || !url.endsWith(after)) continue;
    const param = url.slice(before.length, -after.length);
    if (!plainParam.test(param) || !plainHost.test(headers.host ?? "")) return null;
    if (!isPlainBody(req)) return null;
    const decoded = decode(param);
    return decoded === null ? null : { endpoint, param: decoded };
  }
  return null;
}

function decode(param: string): string | null {
  if (!param.includes("%")) return param;
  try {
    return decodeURIComponent(param);
  } catch {
    return null;
  }
}

function isPlainBody({ headers, rawHeaders }: IncomingMessage): boolean {
  const length = headers["content-length"];
  if (length === undefined || Number(length) > maxBodyBytes) return false;
  if (headers["transfer-encoding"] !== undefined || !saysJson(headers["content-type"] ?? "")) return false;
  let types = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    if (name?.length === 12 && name.toLowerCase() === "content-type") types += 1;
  }
  return types === 1;
}

/**
 * Answers a call straight from and to Node's server, without Request, Response and what goes with them: less than half of
 * the processor time. Same endpoint, same limits, same headers, same bytes as by Hono
 * (lib/activities/member-claim-twins.db.test.ts).
 */
export function answerCall(
  call: NodeCall,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
): void {
  const { endpoint, param } = call;
  const refuse = (error: unknown) => send(res, requestId, faultAnswer(error, endpoint, requestId));
  const wait = beginWait(() => refuse(busy()));
  const settle = (answer: PageAnswer) => {
    if (endWait(wait)) send(res, requestId, answer);
  };
  const fail = (error: unknown) => {
    if (endWait(wait)) refuse(error);
  };
  const { cookie: cookies, "accept-language": language, "x-client-ip": address } = req.headers;
  const chunks: Buffer[] = [];
  req.on("data", (chunk: Buffer) => chunks.push(chunk));
  req.on("end", () => {
    try {
      const answer = endpoint.answer({
        ...{ param, requestId, cookies, language },
        address: typeof address === "string" ? address : "unknown",
        body: parseJson(textOf(chunks)),
      });
      if (answer instanceof Promise) answer.then(settle, fail);
      else settle(answer);
    } catch (error) {
      fail(error);
    }
  });
  // Who leaves before all is sent is answered nothing.
  res.on("close", () => endWait(wait));
}

/** As the web's `text()` reads it: without a mark of the byte order. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  const bytes = first && chunks.length === 1 ? first : Buffer.concat(chunks);
  const text = bytes.toString("utf8");
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

const fixed = Object.entries(answerHeaders).flat();
const headersOf: Record<PageAnswer["type"], readonly string[]> = {
  "application/json": [...fixed, "content-type", "application/json"],
  "application/problem+json": [...fixed, "content-type", "application/problem+json"],
};

function send(res: ServerResponse, requestId: string, { status, type, body, more }: PageAnswer): void {
  if (res.headersSent || res.destroyed) return;
  const headers = [...headersOf[type], "x-request-id", requestId];
  if (more) headers.push(...Object.entries(more).flat());
  headers.push("content-length", String(Buffer.byteLength(body)));
  res.writeHead(status, headers);
  res.end(body);
}
