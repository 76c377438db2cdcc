import { Agent, request } from "node:http";

export type Wish = {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** `status` 0: no whole answer came; `why` says whether the connection was lost or the time was over. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly ms: number;
  readonly why: "" | "timeout" | "cut" | "no connection";
};

/** How long a client waits for its answer (reliability.md's ladder). */
export const CLIENT_MS = 10_000;

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, maxFreeSockets: 1024 });

/** Sends one request to this port of 127.0.0.1; never throws and always ends, at the latest after `withinMs`. */
export function ask(port: number, wish: Wish, withinMs = CLIENT_MS): Promise<Reply> {
  const start = performance.now();
  const { method = "GET", path, headers = {}, body = "" } = wish;
  return new Promise((resolve) => {
    let isOver = false;
    const end = (reply: Omit<Reply, "ms">) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      resolve({ ...reply, ms: performance.now() - start });
    };
    const lost = (why: Reply["why"]) => end({ status: 0, headers: {}, body: "", why });
    const length: Record<string, string> = body ? { "content-length": String(Buffer.byteLength(body)) } : {};
    const sent = request({
      host: "127.0.0.1",
      port,
      path,
      method,
      agent,
      headers: { ...headers, ...length },
    });
    const timer = setTimeout(() => {
      lost("timeout");
      sent.destroy();
    }, withinMs);
    sent.on("error", (error: NodeJS.ErrnoException) =>
      lost(error.code === "ECONNREFUSED" ? "no connection" : "cut"),
    );
    sent.on("response", (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", () => lost("cut"));
      answer.on("close", () => {
        if (!answer.complete) return lost("cut");
        const { statusCode: status = 0, headers: given } = answer;
        end({ status, headers: given, body: Buffer.concat(parts).toString(), why: "" });
      });
    });
    sent.end(body);
  });
}

/** Hangs up everything that is kept open, so that the process can end. */
export function hangUp(): void {
  agent.destroy();
}
