import { lookup } from "node:dns/promises";
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { BlockList, isIP, isIPv6 } from "node:net";
import { env } from "@/lib/platform/env";

/** Why an address that somebody typed is never called. */
export type ForbiddenTarget = "https_only" | "credentials" | "port" | "private_address";

/** Why a call had no answer. */
export type CallFault = ForbiddenTarget | "unknown_host" | "timeout" | "connection" | "certificate";

/** A call that had no answer; its message says no more than its code. */
export class OutwardFault extends Error {
  override name = "OutwardFault";
  constructor(readonly code: CallFault) {
    super(code);
  }
}

/** IPv4 that is nobody's in the open internet (RFC 6890 and kin), the clouds' metadata service with it. */
const closed = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const)
  closed.addSubnet(net, bits, "ipv4");

/** The only IPv6 that is given out to the open internet, and what of it leads elsewhere: tunnels to IPv4, examples. */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
const closed6 = new BlockList();
for (const [net, bits] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  closed6.addSubnet(net, bits, "ipv6");

/** Whether an IP address, as text, is one of the open internet. What is no IP address is none. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) return open6.check(address, "ipv6") && !closed6.check(address, "ipv6");
  return isIP(address) === 4 && !closed.check(address, "ipv4");
}

const PORTS = new Set(["", "443", "8443"]);
const bare = (hostname: string) => hostname.replace(/^\[|\]$/g, "");
const isLoopback = (hostname: string) => /^(localhost|127\.0\.0\.1|::1)$/.test(bare(hostname));

/** Whether this installation is served on its own machine only: then, and only then, it may call itself. */
const onThisMachine = () => env().INSECURE_COOKIES;

/**
 * Why we would not call an address, as far as the address itself says; null = we would. Only https, on 443 or 8443,
 * without a name and password in it, and to no private address; a development installation may call its own machine.
 */
export function forbiddenTarget(target: URL, mayCallSelf = onThisMachine()): ForbiddenTarget | null {
  if (target.username || target.password) return "credentials";
  if (isLoopback(target.hostname)) return mayCallSelf ? null : "private_address";
  if (target.protocol !== "https:") return "https_only";
  if (!PORTS.has(target.port)) return "port";
  const host = bare(target.hostname);
  return isIP(host) && !isPublicAddress(host) ? "private_address" : null;
}

export type Resolve = (hostname: string) => Promise<readonly string[]>;
const resolveHost: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true })).map(({ address }) => address);

/** The one address that is called: what a name means is asked once, so that a second answer changes nothing. */
async function pinnedAddress(target: URL, resolve: Resolve): Promise<string> {
  const host = bare(target.hostname);
  if (isLoopback(host)) return host === "localhost" ? "127.0.0.1" : host;
  if (isIP(host)) return host;
  const addresses = await resolve(host).catch(() => {
    throw new OutwardFault("unknown_host");
  });
  // A name of which one address is private is nobody's honest one.
  if (addresses.length === 0) throw new OutwardFault("unknown_host");
  if (!addresses.every(isPublicAddress)) throw new OutwardFault("private_address");
  return addresses[0] ?? "";
}

export type OutwardCall = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** For tests: what a name means, and whether this machine may be called. */
  readonly resolve?: Resolve;
  readonly mayCallSelf?: boolean;
};
export type OutwardAnswer = { readonly status: number; readonly body: string };

/** Most of an answer that is read: what is longer is let go. */
const KEPT_BYTES = 1024;

/**
 * POSTs to an address that a merchant gave (S-27): looked at by `forbiddenTarget` anew, its name resolved once and held
 * to, no redirect followed, over within `timeoutMs` whatever the other side does, and no more than 1 kB of the answer
 * read. Throws `OutwardFault`.
 */
export async function postOutward(call: OutwardCall): Promise<OutwardAnswer> {
  const target = new URL(call.url);
  const forbidden = forbiddenTarget(target, call.mayCallSelf);
  if (forbidden) throw new OutwardFault(forbidden);
  const late = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([call.signal, late]) : late;
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new OutwardFault("timeout")), { once: true });
  });
  aborted.catch(() => undefined);
  const address = await Promise.race([pinnedAddress(target, call.resolve ?? resolveHost), aborted]);
  return await Promise.race([exchange(target, address, call, signal), aborted]);
}

function exchange(
  target: URL,
  address: string,
  { headers, body }: OutwardCall,
  signal: AbortSignal,
): Promise<OutwardAnswer> {
  const isTls = target.protocol === "https:";
  const host = bare(target.hostname);
  const options = {
    host: address,
    port: target.port || (isTls ? 443 : 80),
    path: `${target.pathname}${target.search}`,
    method: "POST",
    // A connection of its own each time: what was looked at is what is called.
    agent: false,
    signal,
    headers: { ...headers, host: target.host, "content-length": String(Buffer.byteLength(body)) },
    ...(isTls && !isIP(host) ? { servername: host } : {}),
  };
  return new Promise((resolve, reject) => {
    const request = (isTls ? tlsRequest : plainRequest)(options, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => {
        const text = Buffer.concat(chunks).subarray(0, KEPT_BYTES).toString("utf8");
        resolve({ status: response.statusCode ?? 0, body: text.replaceAll("\0", "").toWellFormed() });
        request.destroy();
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size >= KEPT_BYTES) done();
      });
      response.on("end", done);
      response.on("error", () => reject(new OutwardFault("connection")));
    });
    request.on("error", (error: NodeJS.ErrnoException) => reject(new OutwardFault(faultOf(error, signal))));
    request.end(body);
  });
}

function faultOf(error: NodeJS.ErrnoException, signal: AbortSignal): CallFault {
  if (signal.aborted) return "timeout";
  return /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/.test(error.code ?? "") ? "certificate" : "connection";
}
