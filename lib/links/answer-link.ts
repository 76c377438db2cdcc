import type { IncomingMessage, ServerResponse } from "node:http";
import { followLink } from "@/lib/links/follow-link";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";

/**
 * Answers a short link on Node's own server, without Next; false for what is none, or is not asked by GET: that is for
 * others to answer. Nothing is kept by whoever stands between, so that every visit is counted.
 */
export async function answerLink(req: IncomingMessage, res: ServerResponse, path: string): Promise<boolean> {
  const [, slug] = /^\/s\/([a-z0-9]{4,20})$/.exec(path) ?? [];
  if (slug === undefined || req.method !== "GET") return false;
  const { cookie, referer, "user-agent": agent = "", "x-client-ip": address = "" } = req.headers;
  const purpose = String(req.headers["sec-purpose"] ?? "");
  const request = { slug, cookies: cookie, userAgent: agent.slice(0, 300), referrer: referer };
  const query = /\?(.*)$/.exec(req.url ?? "")?.[1];
  const answer = await followLink({ ...request, purpose, query, address: String(address) });
  if (!answer) return false;
  if (res.destroyed) return true;
  for (const [name, value] of staticSecurityHeaders()) res.setHeader(name, value);
  if (answer.cookies.length > 0) res.setHeader("set-cookie", [...answer.cookies]);
  res.writeHead(302, { location: answer.location, "cache-control": "no-store" }).end();
  return true;
}
