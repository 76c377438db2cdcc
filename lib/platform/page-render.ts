import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { duplexPair } from "node:stream";

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

export type RenderedPage = {
  readonly status: number;
  /** Without those of its transport. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
};

/** Most bytes of a page that is taken in, and how long its rendering may take. */
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_MS = 10_000;

const ofTransport = new Set(["connection", "keep-alive", "transfer-encoding", "content-length", "date"]);

/**
 * Asks `handle` for a page as nobody in particular: with exactly these headers and this host, over a connection that exists
 * in memory alone, so that no client's leaving ends it. Rejects when the page is too large, too late or cut short.
 */
export function pageRenderer(
  handle: Handler,
  host: string,
): (path: string, headers: Record<string, string>) => Promise<RenderedPage> {
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (req, res) => {
    handle(req, res).catch(() => res.destroy());
  });
  return (path, headers) =>
    new Promise((resolve, reject) => {
      const [near, far] = duplexPair();
      server.emit("connection", far);
      const signal = AbortSignal.timeout(MAX_MS);
      const options = { path, headers: { host, ...headers }, signal, createConnection: () => near };
      const asked = request(options, (answer) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        answer.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > MAX_BYTES) asked.destroy(new Error("the page is too large to be taken in"));
        });
        answer.once("error", reject);
        answer.once("end", () =>
          resolve({
            status: answer.statusCode ?? 500,
            headers: pairs(answer.rawHeaders).filter(([name]) => !ofTransport.has(name.toLowerCase())),
            body: Buffer.concat(chunks),
          }),
        );
      });
      asked.once("error", reject);
      asked.end();
    });
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""]] : []));
}
