import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createSecureServer, type IncomingHttpHeaders, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Edge = { readonly origin: string; readonly stop: () => Promise<void> };

/** Of one hop only: HTTP/2 has no place for them (RFC 9113, 8.2.2). */
const OF_THE_HOP = new Set(["connection", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection"]);

/**
 * What stands before the web processes wherever they are in use (docs/operations.md): it ends TLS and speaks HTTP/2 to
 * browsers and HTTP/1.1 to `port`. Its certificate is its own, of this run. Null where there is no `openssl` to make one.
 */
export async function startEdge(port: number): Promise<Edge | null> {
  const pair = ownCertificate();
  if (!pair) return null;
  const server = createSecureServer(pair);
  const sessions = new Set<{ destroy: () => void }>();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("close", () => sessions.delete(session));
  });
  server.on("stream", (stream, headers) => pass(stream, headers, port));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port: own } = server.address() as AddressInfo;
  const stop = async () => {
    for (const session of sessions) session.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { origin: `https://localhost:${own}`, stop };
}

function pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, port: number): void {
  const own = Object.entries(headers).filter(([name]) => !name.startsWith(":"));
  const asked = request({
    ...{ host: "127.0.0.1", port, method: headers[":method"], path: headers[":path"] },
    headers: { ...Object.fromEntries(own), host: headers[":authority"] },
  });
  asked.on("response", (answer) => {
    const kept = Object.entries(answer.headers).filter(([name]) => !OF_THE_HOP.has(name));
    if (stream.destroyed) return void answer.destroy();
    stream.respond({ ":status": answer.statusCode, ...Object.fromEntries(kept) });
    answer.pipe(stream);
  });
  asked.on("error", () => stream.close());
  stream.on("error", () => asked.destroy());
  stream.on("aborted", () => asked.destroy());
  stream.pipe(asked);
}

function ownCertificate(): { key: Buffer; cert: Buffer } | null {
  const folder = mkdtempSync(join(tmpdir(), "scrip-edge-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  try {
    const ask = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    const about = ["-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=localhost"];
    execFileSync("openssl", [...ask, ...about], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
