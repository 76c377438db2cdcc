import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { getRequestListener } from "@hono/node-server";
import { expect, vi } from "vitest";
import { api } from "@/lib/api";
import { cleanHeaders, limitBody } from "@/lib/platform/request-hygiene";

/** One server answers by Hono alone, as a plain Next host does; the other as server.ts does. */
export type Way = "node" | "hono";
export type Ask = {
  readonly method?: string;
  readonly path: string;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Buffer;
};
export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Answers a request without Hono if it can; says whether it does. */
type Direct = (req: IncomingMessage, res: ServerResponse, requestId: string) => boolean;

export type Twins = {
  readonly send: (way: Way, ask: Ask) => Promise<Answer>;
  /**
   * What both ways answer; fails when they differ in anything but what each request has of its own: its id, and how much
   * of the key's rate it leaves.
   */
  readonly both: (ask: Ask) => Promise<Answer>;
  /** Sends the headers and what there is of a body, and breaks the connection off. */
  readonly leave: (way: Way, ask: Ask) => Promise<void>;
  /** How many connections a server has. */
  readonly open: (way: Way) => Promise<number>;
  /** How many requests Node's own server answered without Hono. */
  readonly direct: () => number;
  readonly stop: () => void;
};

/** Two servers whose answers are to be the same. */
export async function startTwins(answerDirectly: Direct): Promise<Twins> {
  // As the build of server.ts has it.
  const { Response } = await import("@/lib/platform/light-response");
  vi.stubGlobal("Response", Response);
  const byHono = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  let direct = 0;
  const start = async (way: Way) => {
    const server = createServer((req, res) => {
      const requestId = cleanHeaders(req, 0);
      if (way === "node" && answerDirectly(req, res, requestId)) direct += 1;
      else if (limitBody(req, res)) void byHono(req, res);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return server;
  };
  const servers = { node: await start("node"), hono: await start("hono") };

  const portOf = (way: Way): number => {
    const address = servers[way].address();
    return typeof address === "object" && address ? address.port : 0;
  };

  const send = (way: Way, { method = "POST", path, headers, body }: Ask): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const req = request({ port: portOf(way), host: "127.0.0.1", method, path, headers }, (res) => {
        const chunks: Buffer[] = [];
        res.on("data", (chunk: Buffer) => chunks.push(chunk));
        res.on("end", () => {
          const { date: _, ...kept } = res.headers;
          const text = Buffer.concat(chunks).toString("utf8");
          resolve({ status: res.statusCode ?? 0, headers: kept, body: text });
        });
      });
      req.on("error", reject);
      req.end(body);
    });

  const leave = (way: Way, { method = "POST", path, headers, body }: Ask): Promise<void> =>
    new Promise((resolve) => {
      const to = { port: portOf(way), host: "127.0.0.1", agent: false };
      const req = request({ ...to, method, path, headers });
      req.on("error", () => resolve());
      req.write(body, () => setTimeout(() => req.destroy(new Error("left")), 50));
    });

  const open = (way: Way): Promise<number> =>
    new Promise((resolve, reject) => {
      servers[way].getConnections((error, count) => (error ? reject(error) : resolve(count)));
    });

  const both = async (ask: Ask): Promise<Answer> => {
    const [node, hono] = [await send("node", ask), await send("hono", ask)];
    const plain = ({ status, headers, body }: Answer) => {
      const requestId = String(headers["x-request-id"]);
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
      const own = ["x-request-id", "ratelimit-remaining", "ratelimit-reset"];
      const told = Object.entries(headers).map(([name, value]) => [name, own.includes(name) ? "" : value]);
      return { status, headers: Object.fromEntries(told), body: body.replace(requestId, "") };
    };
    expect(plain(node)).toEqual(plain(hono));
    return node;
  };

  const stop = () => {
    for (const server of Object.values(servers)) {
      server.closeAllConnections();
      server.close();
    }
  };
  return { send, both, leave, open, direct: () => direct, stop };
}
