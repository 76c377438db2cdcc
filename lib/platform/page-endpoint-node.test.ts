import { createServer, request, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ApiAnswer } from "@/lib/platform/api-problem";
import { jsonAnswer, type PageRequest } from "@/lib/platform/page-endpoint";
import { answerCall, nodeCall } from "@/lib/platform/page-endpoint-node";

let server: Server;
let work: (asked: PageRequest) => Promise<ApiAnswer> | ApiAnswer;
const endpoint = {
  name: "some",
  before: "/some/",
  after: "/end",
  answer: (asked: PageRequest) => work(asked),
};

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
  server = createServer((req, res) => {
    const call = nodeCall(req, [endpoint]);
    if (call) answerCall(call, req, res, "the-request-id");
    else res.writeHead(501).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

function ask(leave?: AbortSignal): Promise<{ status: number; retryAfter: unknown; body: string }> {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const headers = { "content-type": "application/json", "content-length": "2" };
  const options = { port, host: "127.0.0.1", method: "POST", path: "/some/one/end", headers, signal: leave };
  return new Promise((resolve, reject) => {
    const req = request(options, (res) => {
      let body = "";
      res.on("data", (chunk) => {
        body += chunk;
      });
      res.on("end", () =>
        resolve({ status: res.statusCode ?? 0, retryAfter: res.headers["retry-after"], body }),
      );
    });
    req.on("error", reject);
    req.end("{}");
  });
}

it("tells a caller to come back after five seconds, whatever still goes on, and takes no harm from its end", async () => {
  let end: (answer: ApiAnswer) => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    work = () => {
      resolve();
      return new Promise<ApiAnswer>((answer) => {
        end = answer;
      });
    };
  });
  const answer = ask();
  await begun;
  vi.advanceTimersByTime(4_900);
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(200);
  const nothing = sleep(2000, "nothing", { ref: false });
  expect(await Promise.race([answer, nothing])).toMatchObject({ status: 503, retryAfter: "1" });
  end(jsonAnswer(200, "much later"));
  work = () => jsonAnswer(200, "next");
  expect(await ask()).toMatchObject({ status: 200, body: '"next"' });
  vi.advanceTimersByTime(100);
  expect(vi.getTimerCount()).toBe(0);
});

it("answers nothing to who left, and the next one as ever", async () => {
  const leave = new AbortController();
  let end: (answer: ApiAnswer) => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    work = () => {
      resolve();
      return new Promise<ApiAnswer>((answer) => {
        end = answer;
      });
    };
  });
  const left = ask(leave.signal);
  await begun;
  leave.abort();
  await expect(left).rejects.toThrow();
  end(jsonAnswer(200, "too late"));
  work = () => {
    throw new Error("a bug");
  };
  const answer = await ask();
  expect(answer.status).toBe(500);
  expect(answer.body).not.toContain("a bug");
});
