import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";
import { answerFile } from "@/lib/platform/videos/serve";

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

/** Answers a path under /media/ on Node's own server, without Next: GET and HEAD, all else is 405. */
export async function answerMediaFile(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
): Promise<void> {
  for (const [name, value] of staticSecurityHeaders()) res.setHeader(name, value);
  if (req.method !== "GET" && req.method !== "HEAD") {
    res.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  const { status, headers, body } = await answerFile(path.slice("/media/".length), {
    ifNoneMatch: one(req.headers["if-none-match"]),
    range: req.headers.range,
    ifRange: one(req.headers["if-range"]),
  });
  if (res.destroyed) return;
  res.writeHead(status, headers);
  if (req.method === "HEAD" || body === null) res.end();
  else if (body instanceof Uint8Array) res.end(body);
  else await sendParts(body, res);
}

// Whoever watches goes when they like, and asks for another part of it: that is nobody's fault.
async function sendParts(body: AsyncGenerator<Uint8Array>, res: ServerResponse): Promise<void> {
  try {
    await pipeline(Readable.from(body, { objectMode: false, highWaterMark: 1 }), res);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code !== "ERR_STREAM_PREMATURE_CLOSE" && code !== "ECONNRESET") throw error;
  }
}
