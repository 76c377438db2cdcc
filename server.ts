import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from "node:http";
import next from "next";
import { closeDb } from "@/db/client";
import { EnvError, env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { answer, cleanHeaders, isForged, limitBody } from "@/lib/platform/request-hygiene";
import { takeStatus } from "@/lib/platform/response-status";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";
import { onShutdown, runShutdownHooks } from "@/lib/platform/shutdown";

const dev = process.env.NODE_ENV !== "production";
const hasParent = process.connected;
const drainMs = dev ? 1000 : 20_000;

type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** The web process: one HTTP server in front of Next. What it answers itself carries the same headers. */
async function main(): Promise<void> {
  const { PORT, HOST } = env();
  const handler: { next: Handler | null } = { next: null };
  const timeouts = { headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 65_000 };
  const options = { ...timeouts, connectionsCheckingInterval: 1000 };
  const server = createServer(options, (req, res) => void serve(req, res, handler.next));
  server.on("clientError", refuseMalformed);
  onShutdown("database", closeDb);
  await listen(server, PORT, HOST);
  const app = next({
    dev,
    dir: process.cwd(),
    port: PORT,
    hostname: HOST ?? "localhost",
    httpServer: server,
  });
  await app.prepare();
  handler.next = app.getRequestHandler();
  stopInOrder(server, () => app.close());
  process.send?.({ type: "ready", port: PORT });
  log.info("serving", { code: `port ${PORT}` });
}

async function serve(req: IncomingMessage, res: ServerResponse, handle: Handler | null): Promise<void> {
  const started = performance.now();
  const requestId = cleanHeaders(req, env().TRUSTED_PROXY_HOPS);
  res.setHeader("x-request-id", requestId);
  for (const [name, value] of staticSecurityHeaders()) res.setHeader(name, value);
  const writeHead = res.writeHead.bind(res);
  res.writeHead = (status: number, ...rest: never[]) => writeHead(takeStatus(requestId, status), ...rest);
  res.once("close", () => void takeStatus(requestId, 0));
  res.once("finish", () => {
    const ms = Math.round(performance.now() - started);
    if (handle && res.statusCode >= 500)
      log.warn("request failed", { requestId, status: res.statusCode, ms });
  });
  if (isForged(req, env().BASE_URL)) return answer(res, 403, "This was sent from another site.");
  if (!limitBody(req, res)) return;
  if (!handle) return answer(res, 503, "Starting; try again in a moment.");
  if (!isDecodable(req.url ?? "/")) return answer(res, 400, "The address is malformed.");
  try {
    await handle(req, res);
  } catch (err) {
    if (req.destroyed && res.writableEnded) return;
    log.error("request handler threw", { requestId, err });
    answer(res, 500, "Something went wrong.");
  }
}

// Next answers a broken encoding with 500, and no text of ours holds a NUL, which the database would refuse.
function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?")[0] ?? "");
    return !/%00/.test(url);
  } catch {
    return false;
  }
}

function refuseMalformed(error: NodeJS.ErrnoException, socket: import("node:stream").Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status =
    error.code === "HPE_HEADER_OVERFLOW" ? 431 : error.code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
  const headers = staticSecurityHeaders().map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join("")}Connection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

// Takes no new work, finishes what is running for at most drainMs, then closes what hooks have registered.
function stopInOrder(server: Server, closeNext: () => Promise<void>): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const sweep = setInterval(() => server.closeIdleConnections(), 100);
    const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, drainMs + 1000))]);
    clearInterval(sweep);
    clearTimeout(deadline);
    await runShutdownHooks();
    await Promise.race([closeNext(), new Promise((resolve) => setTimeout(resolve, 2000))]);
    process.exit(0);
  };
  for (const event of ["SIGTERM", "SIGINT", "disconnect"]) process.on(event, () => void stop());
  // A closed terminal is its parent's affair, which tells it when to stop.
  process.on("SIGHUP", () => undefined);
  if (hasParent && !process.connected) void stop();
}

function explain(error: unknown): string {
  if (error instanceof EnvError) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `Port ${process.env.PORT ?? 3000} is taken by another program. Choose another: PORT=3001 npm run up`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
