import { createServer } from "node:http";
import { databaseHealth } from "@/db/client";
import { listenOn } from "@/lib/platform/listen-on";
import { operationAt } from "@/lib/platform/operations";
import { answer, cleanHeaders } from "@/lib/platform/request-hygiene";

/**
 * Answers the operations' paths, and nothing else, for a process that has no port of its own: `/metrics` to who shows the
 * token, or asks from this machine where there is none; `/healthz` and `/readyz` as the web process does: not ready while
 * `isStarting`, and once it is told to end. Rejects when the port is taken. The returned function ends it.
 */
export async function serveFigures(
  port: number,
  host: string,
  isStarting: () => boolean,
): Promise<() => void> {
  const options = { headersTimeout: 5000, requestTimeout: 5000 };
  const server = createServer(options, (req, res) => {
    cleanHeaders(req, 0);
    const operation = operationAt((req.url ?? "").split("?")[0] ?? "");
    if (!operation) return answer(res, 404, "Not found.");
    operation(req, res, { starting: isStarting(), health: databaseHealth }).catch(() => res.destroy());
  });
  await listenOn(server, port, host);
  server.unref();
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
