import type { IncomingMessage, ServerResponse } from "node:http";
import { answerMedia } from "@/lib/platform/images/serve";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";

/** Answers a path under /media/ on Node's own server, without Next: GET and HEAD, all else is 405. */
export async function answerImage(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
  for (const [name, value] of staticSecurityHeaders()) res.setHeader(name, value);
  if (req.method !== "GET" && req.method !== "HEAD") {
    res.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const { status, headers, body } = await answerMedia(
    path.slice("/media/".length),
    req.headers["if-none-match"],
  );
  if (res.destroyed) return;
  res.writeHead(status, headers);
  res.end(req.method === "HEAD" ? undefined : body);
}
