import type { IncomingMessage, ServerResponse } from "node:http";
import { parseJson } from "@/lib/platform/api-body";
import type { ApiAnswer } from "@/lib/platform/api-problem";
import { busy } from "@/lib/platform/api-route";
import { beginWait, endWait } from "@/lib/platform/in-time";
import { faultAnswer, type PageEndpoint } from "@/lib/platform/page-endpoint";
import { bringsPlainJson, hasPlainHost, readPlainText, sendAnswer } from "@/lib/platform/plain-request";
import { maxBodyBytes } from "@/lib/platform/request-hygiene";

/** A request for an endpoint that Node's server can answer by itself. */
export type NodeCall = { readonly endpoint: PageEndpoint; readonly param: string };

/** Parameters about which nobody who reads them can be of two minds. */
const plainParam = /^(?:[\w~-]|%(?!00|2e|2f|5c)[0-9a-f]{2})+$/i;

/**
 * The call that a request is, if all about it is as a page of ours sends it: JSON of a declared length within the limit,
 * to a plain path at a plain host. Null for every other request: Hono has that one answered by the same endpoint, or
 * refused. So whatever is odd is looked at in one place only.
 */
export function nodeCall(req: IncomingMessage, endpoints: readonly PageEndpoint[]): NodeCall | null {
  const { method, url = "" } = req;
  if (method !== "POST") return null;
  for (const endpoint of endpoints) {
    const { before, after } = endpoint;
    if (!url.startsWith(before) || !url.endsWith(after)) continue;
    const param = url.slice(before.length, -after.length);
    if (!plainParam.test(param) || !hasPlainHost(req)) return null;
    if (!bringsPlainJson(req, maxBodyBytes)) return null;
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

/**
 * Answers a call straight from and to Node's server (plain-request.ts). Same endpoint, same limits, same headers, same
 * bytes as by Hono (lib/activities/member-claim-twins.db.test.ts).
 */
export function answerCall(
  call: NodeCall,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
): void {
  const { endpoint, param } = call;
  const refuse = (error: unknown) => sendAnswer(res, requestId, faultAnswer(error, endpoint, requestId));
  const wait = beginWait(() => refuse(busy()));
  const settle = (answer: ApiAnswer) => {
    if (endWait(wait)) sendAnswer(res, requestId, answer);
  };
  const fail = (error: unknown) => {
    if (endWait(wait)) refuse(error);
  };
  const { cookie: cookies, "accept-language": language, "x-client-ip": address } = req.headers;
  readPlainText(req, (text) => {
    try {
      const answer = endpoint.answer({
        ...{ param, requestId, cookies, language },
        address: typeof address === "string" ? address : "unknown",
        body: parseJson(text),
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
