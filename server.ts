import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { closeDb, databaseHealth, db } from "@/db/client";
import { api, apiTable, pageEndpoints } from "@/lib/api";
import { answerLink } from "@/lib/links/answer-link";
import { answerHeaders } from "@/lib/platform/api-problem";
import { answerRouteCall, routeCall } from "@/lib/platform/api-route-node";
import { onChange } from "@/lib/platform/change-feed";
import { consoleToLog } from "@/lib/platform/console-lines";
import { watchCrashes } from "@/lib/platform/crashes";
import { env, webEnv } from "@/lib/platform/env";
import { isDraining, stopInOrder } from "@/lib/platform/graceful-stop";
import { watchDatabase } from "@/lib/platform/health";
import { keepIdClock } from "@/lib/platform/id-clock";

import { queueSizes } from "@/lib/platform/jobs";
import { listenOn } from "@/lib/platform/listen-on";
import { log } from "@/lib/platform/log";
import { scrapeDatabase, scrapePools, scrapeQueues } from "@/lib/platform/metrics-sources";
import { operationAt } from "@/lib/platform/operations";
import { type PageCache, pageCache } from "@/lib/platform/page-cache";
import { answerCall, nodeCall } from "@/lib/platform/page-endpoint-node";
import { type Handler, pageRenderer } from "@/lib/platform/page-render";
import { refuseToStart } from "@/lib/platform/refuse-to-start";
import { reportError } from "@/lib/platform/report-error";
import { answer, bodyLimitOf, cleanHeaders, isForged, limitBody } from "@/lib/platform/request-hygiene";
import { recordRequest } from "@/lib/platform/request-record";
import { takeStatus } from "@/lib/platform/response-status";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";
import { onShutdown } from "@/lib/platform/shutdown";
import { answerMediaFile } from "@/lib/platform/videos/serve-node";

const dev = process.env.NODE_ENV !== "production";

/** Who answers what this file does not; null while the process starts. */
type Rooms = { readonly next: Handler; readonly pages: PageCache | null };

/** What is no request Hono can be asked with, such as one without a host. Its own faults Hono answers itself. */
const unaskable = () => new Response("The request is malformed.\n", { status: 400, headers: answerHeaders });
const answerApi = getRequestListener(api.fetch, { overrideGlobalObjects: false, errorHandler: unaskable });

/** The web process: one HTTP server that answers operations, the API and kept pages, and has Next answer the rest. */
async function main(): Promise<void> {
  const { PORT, HOST, SHUTDOWN_DELAY_MS } = webEnv();
  if (!dev) consoleToLog();
  const at: { rooms: Rooms | null } = { rooms: null };
  // As Next has it: what one request left unhandled ends no other. Before it serves, it does not serve.
  watchCrashes(() => at.rooms !== null);
  const timeouts = { headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 65_000 };
  const options = { ...timeouts, connectionsCheckingInterval: 1000 };
  const server = createServer(options, (req, res) => serve(req, res, at.rooms));
  server.on("clientError", refuseMalformed);
  onShutdown("database", closeDb);
  keepIdClock();
  scrapeDatabase();
  scrapePools();
  scrapeQueues(() => queueSizes(db()));
  await listenOn(server, PORT, HOST);
  const hostname = HOST ?? "localhost";
  const app = next({ dev, dir: process.cwd(), port: PORT, hostname, httpServer: server });
  await app.prepare();
  at.rooms = roomsOf(app.getRequestHandler());
  stopInOrder(server, SHUTDOWN_DELAY_MS, () => app.close());
  watchDatabase(databaseHealth, () => process.exit(1));
  // Nobody may be there to hear it any more.
  process.send?.({ type: "ready", port: PORT }, undefined, undefined, () => undefined);
  log.info("serving", { code: `port ${PORT}` });
}

// Next's development pages hold more of their own that differs each time.
function roomsOf(handler: Handler): Rooms {
  if (dev) return { next: handler, pages: null };
  const pages = pageCache(pageRenderer(handler, new URL(env().BASE_URL).host));
  onChange(() => pages.clear());
  return { next: handler, pages };
}

function serve(req: IncomingMessage, res: ServerResponse, rooms: Rooms | null): void {
  const { TRUSTED_PROXY_HOPS, BASE_URL } = env();
  const requestId = cleanHeaders(req, TRUSTED_PROXY_HOPS);
  recordRequest(req, res, requestId);
  if (isDraining()) res.shouldKeepAlive = false;
  const mayAct = rooms !== null && !isForged(req, BASE_URL);
  const routed = mayAct ? routeCall(req, apiTable) : null;
  const call = mayAct && !routed ? nodeCall(req, pageEndpoints) : null;
  if (routed) answerRouteCall(routed, req, res, requestId);
  else if (call) answerCall(call, req, res, requestId);
  else void serveOther(req, res, rooms, requestId);
}

async function serveOther(
  req: IncomingMessage,
  res: ServerResponse,
  rooms: Rooms | null,
  requestId: string,
): Promise<void> {
  try {
    if (!isDecodable(req.url ?? "/")) {
      res.setHeader("x-request-id", requestId);
      return answer(res, 400, "The address is malformed.");
    }
    const kept = rooms?.pages?.answer(req, res, requestId) ?? false;
    if (kept === true || (kept !== false && (await kept))) return;
    await dispatch(req, res, rooms, requestId);
  } catch (err) {
    if (req.destroyed && res.writableEnded) return;
    reportError("request handler threw", err, { requestId });
    if (!res.headersSent) res.setHeader("x-request-id", requestId);
    answer(res, 500, "Something went wrong.");
  }
}

async function dispatch(
  req: IncomingMessage,
  res: ServerResponse,
  rooms: Rooms | null,
  requestId: string,
): Promise<void> {
  const path = pathOf(req.url ?? "/");
  res.setHeader("x-request-id", requestId);
  const operation = operationAt(path);
  if (operation) return await operation(req, res, { starting: rooms === null, health: databaseHealth });
  if (path.startsWith("/s/") && (await answerLink(req, res, path))) return;
  if (path.startsWith("/media/")) return await answerMediaFile(req, res, path);
  if (isForged(req, env().BASE_URL)) return answer(res, 403, "This was sent from another site.");
  if (!limitBody(req, res, bodyLimitOf(path))) return;
  if (!rooms) return answer(res, 503, "Starting; try again in a moment.");
  // The API's answers bring the headers of their own.
  if (path === "/api" || path.startsWith("/api/")) return await answerApi(req, res);
  prepareForNext(res, requestId);
  await rooms.next(req, res);
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end === -1 ? url : url.slice(0, end);
}

/** Puts on what every answer carries, and the status a page asks for. */
function prepareForNext(res: ServerResponse, requestId: string): void {
  for (const [name, value] of staticSecurityHeaders()) res.setHeader(name, value);
  const writeHead = res.writeHead.bind(res);
  res.writeHead = (wanted: number, ...rest: never[]) => {
    const status = takeStatus(requestId, wanted);
    if (status === 503) res.setHeader("retry-after", "1");
    return writeHead(status, ...rest);
  };
  res.once("close", () => void takeStatus(requestId, 0));
}

// Next answers a broken encoding with 500, and no text of ours holds a NUL, which the database would refuse.
function isDecodable(url: string): boolean {
  if (!url.includes("%")) return true;
  try {
    decodeURIComponent(url.split("?")[0] ?? "");
    return !url.includes("%00");
  } catch {
    return false;
  }
}

function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
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

main().catch(refuseToStart);
