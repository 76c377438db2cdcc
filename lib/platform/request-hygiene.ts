import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { MAX_IMAGE_BYTES } from "@/lib/kernel/image";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";

/** Bytes of a request's body that the web process takes in at most. */
export const maxBodyBytes = 1024 * 1024;

/** The same for one path: images come in whole. */
export function bodyLimitOf(path: string): number {
  const takesImages = /^\/console\/[^/]+(\/s\/[^/]+)?\/images$/.test(path);
  return takesImages ? MAX_IMAGE_BYTES + 1024 : maxBodyBytes;
}

// What our own proxy.ts and Next say to each other in headers: nobody outside may say it.
const internal = new Set([
  "content-security-policy",
  "content-security-policy-report-only",
  "x-nonce",
  "x-pathname",
  "x-client-ip",
  "x-was-forwarded",
  "x-request-id",
  "x-nextjs-data",
  "x-matched-path",
  "x-now-route-matches",
  "x-invoke-path",
  "x-invoke-query",
  "x-invoke-output",
  "x-invoke-status",
  "next-resume",
  "x-next-resume-state-length",
  "x-prerender-revalidate",
  "x-prerender-revalidate-if-generated",
]);
const forwarded = /^(forwarded|x-forwarded-.*|x-real-ip)$/;

/**
 * Makes a request's headers trustworthy: what only our own code may say is removed, and `x-client-ip` and a fresh
 * `x-request-id` are ours. Behind `hops` proxies the address is the hops-th from the right of X-Forwarded-For; with none,
 * everything forwarded is removed. Returns the request id.
 */
export function cleanHeaders(req: IncomingMessage, hops: number): string {
  const { headers } = req;
  const address = clientAddress(req, hops);
  let isForwarded = false;
  for (const name in headers) {
    const tellsWay = forwarded.test(name);
    if (tellsWay) isForwarded = true;
    const isInternal = internal.has(name) || name.startsWith("x-middleware-");
    if (isInternal || (hops === 0 && tellsWay)) delete headers[name];
  }
  const requestId = randomUUID();
  headers["x-client-ip"] = address;
  headers["x-request-id"] = requestId;
  if (isForwarded) headers["x-was-forwarded"] = "1";
  return requestId;
}

/** The address of whoever asks, which an outsider cannot choose. */
export function clientAddress(req: IncomingMessage, hops: number): string {
  const socket = plainAddress(req.socket.remoteAddress ?? "");
  if (hops === 0) return socket;
  const header = req.headers["x-forwarded-for"];
  const list = (Array.isArray(header) ? header.join(",") : (header ?? "")).split(",");
  const claimed = plainAddress((list.at(-hops) ?? "").trim());
  return claimed === "" ? socket : claimed;
}

function plainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice(7) : address;
}

const harmless = new Set(["GET", "HEAD", "OPTIONS"]);

// Nearly all changes come from one page on one host: the last judgement is kept, and is that of the same three texts.
type Judged = { origin: string; host: string | undefined; baseUrl: string; isForged: boolean };
let judged: Judged = { origin: "", host: undefined, baseUrl: "", isForged: true };

/**
 * Whether a browser sends this change from a page of another site (S-18, S-19): its Origin is neither the host it asks
 * nor that of `baseUrl`, or it has none and says itself that it crosses sites. Programs that are no browsers send
 * neither and bring no cookies by themselves.
 */
export function isForged(req: IncomingMessage, baseUrl: string): boolean {
  if (harmless.has(req.method ?? "GET")) return false;
  const { origin, host } = req.headers;
  const site = req.headers["sec-fetch-site"];
  if (origin === undefined) return site === "cross-site" || site === "same-site";
  if (judged.origin !== origin || judged.host !== host || judged.baseUrl !== baseUrl)
    judged = { origin, host, baseUrl, isForged: isElsewhere(origin, host, baseUrl) };
  return judged.isForged;
}

function isElsewhere(origin: string, host: string | undefined, baseUrl: string): boolean {
  if (!URL.canParse(origin)) return true;
  const from = new URL(origin);
  return from.host !== host && from.origin !== new URL(baseUrl).origin;
}

/** So much more of a refused body, in bytes and milliseconds, is taken in and thrown away before its connection is closed. */
const DRAIN_BYTES = 32 * 1024 * 1024;
const DRAIN_MS = 5000;

/**
 * Refuses a body over the limit with 413: by its declared length before anything is read (returns false then), else
 * as soon as the streamed bytes pass the limit. What still comes of it is thrown away for a while: a connection that is
 * closed upon somebody who is still sending is reset, and they never read why.
 */
export function limitBody(req: IncomingMessage, res: ServerResponse, limit = maxBodyBytes): boolean {
  if (Number(req.headers["content-length"] ?? 0) > limit) {
    let received = 0;
    const end = refuseBody(req, res);
    req.on("data", ({ length }: Buffer) => {
      received += length;
      if (received > DRAIN_BYTES) end();
    });
    req.once("end", end);
    return false;
  }
  // What declares its length is never longer: the parser ends it there.
  if (req.headers["transfer-encoding"] === undefined) return true;
  let received = 0;
  let end: (() => void) | null = null;
  const push = req.push.bind(req);
  req.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (Buffer.isBuffer(chunk)) received += chunk.length;
    if (received <= limit) return push(chunk, encoding);
    end ??= refuseBody(req, res);
    // Nobody is ever handed the end of a body that was cut.
    if (chunk === null || received > limit + DRAIN_BYTES) end();
    return true;
  };
  return true;
}

/** Answers 413 in full at once; what it gives back ends the answer and the connection, and happens by itself after a while. */
function refuseBody(req: IncomingMessage, res: ServerResponse): () => void {
  const text = "The request is too large.\n";
  if (!res.headersSent && !res.destroyed) {
    plainHead(res, 413);
    res.setHeader("content-length", Buffer.byteLength(text));
    res.write(text);
  }
  const end = () => {
    clearTimeout(timer);
    res.once("finish", () => req.destroy());
    res.end();
  };
  const timer = setTimeout(end, DRAIN_MS).unref();
  res.once("close", () => clearTimeout(timer));
  return end;
}

/** A short answer of the web process itself, with the security headers; the connection is closed after it. 503 says when to come back. */
export function answer(res: ServerResponse, status: number, text: string): void {
  if (res.headersSent || res.destroyed) return;
  plainHead(res, status);
  res.end(`${text}\n`);
}

function plainHead(res: ServerResponse, status: number): void {
  for (const [name, value] of staticSecurityHeaders()) res.setHeader(name, value);
  res.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
  res.setHeader("content-type", "text/plain; charset=utf-8");
  res.setHeader("cache-control", "no-store");
  res.setHeader("connection", "close");
  if (status === 503) res.setHeader("retry-after", "1");
  res.statusCode = status;
}
