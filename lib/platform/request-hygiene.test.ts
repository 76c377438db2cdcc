import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { cleanHeaders, isForged, limitBody } from "@/lib/platform/request-hygiene";

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(
  handle: (req: IncomingMessage, body: () => Promise<string>) => unknown,
): Promise<number> {
  server = createServer(async (req, res) => {
    if (!limitBody(req, res, 1000)) return;
    const body = async () => {
      let text = "";
      for await (const chunk of req) text += chunk;
      return text;
    };
    try {
      res.end(JSON.stringify(await handle(req, body)));
    } catch {
      res.destroy();
    }
  });
  await new Promise<void>((done) => server?.listen(0, "127.0.0.1", done));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function ask(
  port: number,
  headers: Record<string, string | string[]>,
  body: string[] = [],
): Promise<{ status: number; text: string; headers: IncomingMessage["headers"] }> {
  return new Promise((resolve, reject) => {
    const req = request({ port, host: "127.0.0.1", method: "POST", headers }, (res) => {
      let text = "";
      res.on("data", (chunk) => {
        text += chunk;
      });
      res.on("end", () => resolve({ status: res.statusCode ?? 0, text, headers: res.headers }));
    });
    req.on("error", reject);
    for (const part of body) req.write(part);
    req.end();
  });
}

describe("cleanHeaders", () => {
  it("removes what only our own code may say, and keeps what Next's navigation needs", async () => {
    const port = await serve((req) => [cleanHeaders(req, 0), req.headers]);
    const { text } = await ask(port, {
      "X-Middleware-Subrequest": "proxy:proxy",
      "x-middleware-anything": "1",
      "Content-Security-Policy": "default-src *",
      "x-nonce": "mine",
      "x-client-ip": "6.6.6.6",
      "x-request-id": "mine",
      "x-forwarded-for": "7.7.7.7",
      "x-forwarded-host": "evil.example",
      "x-nextjs-data": "1",
      rsc: "1",
      "next-router-state-tree": "tree",
      "next-action": "abc",
    });
    const [id, headers] = JSON.parse(text);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const transport = ["connection", "content-length", "host", "transfer-encoding"];
    const kept = Object.keys(headers).filter((name) => !transport.includes(name));
    const navigation = ["next-action", "next-router-state-tree", "rsc"];
    expect(kept.sort()).toEqual([...navigation, "x-client-ip", "x-request-id", "x-was-forwarded"]);
    expect(headers).toMatchObject({ "x-client-ip": "127.0.0.1", "x-request-id": id });
  });

  it.each([
    [1, "1.1.1.1, 2.2.2.2, 3.3.3.3", "3.3.3.3"],
    [2, "1.1.1.1, 2.2.2.2, 3.3.3.3", "2.2.2.2"],
    [2, "::ffff:2.2.2.2,3.3.3.3", "2.2.2.2"],
    [3, "2.2.2.2, 3.3.3.3", "127.0.0.1"],
    [1, "", "127.0.0.1"],
  ])("behind %i proxies takes the address that many from the right of %s", async (hops, list, expected) => {
    const port = await serve((req) => [cleanHeaders(req, hops), req.headers["x-client-ip"]]);
    const { text } = await ask(port, { "x-forwarded-for": list });
    expect(JSON.parse(text)[1]).toBe(expected);
  });
});

describe("isForged", () => {
  const asked = (method: string, headers: Record<string, string>) =>
    isForged(
      { method, headers: { host: "shop.example", ...headers } } as unknown as IncomingMessage,
      "https://scrip.example",
    );

  it("refuses changes that a browser sends from another site, by Origin or by its own word", () => {
    for (const origin of ["https://evil.example", "null", "https://shop.example.evil.example", "nonsense"]) {
      expect(asked("POST", { origin }), origin).toBe(true);
    }
    expect(asked("POST", { "sec-fetch-site": "cross-site" })).toBe(true);
    expect(asked("DELETE", { "sec-fetch-site": "same-site" })).toBe(true);
  });

  it("lets through our own pages, programs that are no browsers, and everything that only reads", () => {
    expect(asked("POST", { origin: "http://shop.example" })).toBe(false);
    expect(asked("POST", { origin: "https://scrip.example" })).toBe(false);
    expect(asked("POST", { "sec-fetch-site": "same-origin" })).toBe(false);
    expect(asked("POST", {})).toBe(false);
    expect(asked("GET", { origin: "https://evil.example" })).toBe(false);
  });
});

describe("limitBody", () => {
  it("lets a body of exactly the limit through, declared or streamed", async () => {
    const port = await serve((_req, body) => body());
    const exact = "x".repeat(1000);
    expect((await ask(port, { "content-length": "1000" }, [exact])).text).toBe(`"${exact}"`);
    expect((await ask(port, {}, ["x".repeat(600), "x".repeat(400)])).text).toBe(`"${exact}"`);
  });

  it("answers 413 with the security headers to a declared length over the limit", async () => {
    const port = await serve((_req, body) => body());
    const { status, headers } = await ask(port, { "content-length": "1001" }, ["x".repeat(1001)]);
    expect(status).toBe(413);
    expect(headers).toMatchObject({ "x-content-type-options": "nosniff", connection: "close" });
  });

  /** What somebody reads who sends all of a large body, as slowly as the line takes it, before they look at the answer. */
  function sendAll(port: number, head: string, body: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = "";
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${head}\r\n`);
        const part = body.subarray(0, 64 * 1024);
        const send = (left: number) =>
          left > 0 ? socket.write(part, () => setTimeout(send, 1, left - part.length)) : socket.end();
        send(body.length);
      });
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", reject);
      socket.on("close", () => resolve(text));
    });
  }

  it("lets whoever goes on sending read the 413, and closes after it, declared or streamed", async () => {
    const port = await serve((_req, body) => body());
    const body = Buffer.alloc(6 * 1024 * 1024);
    const declared = await sendAll(port, `content-length: ${body.length}\r\n`, body);
    expect(declared).toMatch(/^HTTP\/1.1 413 [\s\S]*The request is too large\.\n$/);
    const streamed = await sendAll(port, "transfer-encoding: chunked\r\n\r\n600000", body);
    expect(streamed).toMatch(/^HTTP\/1.1 413 [\s\S]*The request is too large\.\n$/);
  });

  it("answers 413 as soon as a stream passes the limit, and never hands over the cut body", async () => {
    let finished = false;
    const port = await serve(async (_req, body) => {
      await body();
      finished = true;
    });
    const { status } = await ask(port, {}, ["x".repeat(600), "x".repeat(600)]);
    expect(status).toBe(413);
    expect(finished).toBe(false);
  });
});
