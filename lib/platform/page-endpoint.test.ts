import { Hono } from "hono";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ApiAnswer } from "@/lib/platform/api-problem";
import { jsonAnswer, pageRoute } from "@/lib/platform/page-endpoint";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const answered = (answer: () => Promise<ApiAnswer>) => {
  const app = new Hono();
  app.post("/some/:param/end", pageRoute({ name: "some", before: "/some/", after: "/end", answer }));
  const headers = { "content-type": "application/json" };
  return Promise.resolve(app.request("/some/one/end", { method: "POST", headers, body: "{}" }));
};

it("tells a caller to come back after five seconds, whatever still goes on, and not before", async () => {
  let status = 0;
  const answer = answered(() => new Promise(() => undefined));
  void answer.then((response) => {
    status = response.status;
  });
  await vi.advanceTimersByTimeAsync(4_900);
  expect(status).toBe(0);
  await vi.advanceTimersByTimeAsync(200);
  expect((await answer).status).toBe(503);
  expect((await answer).headers.get("retry-after")).toBe("1");
});

it("hands an answer on that comes in time, and waits for nothing more", async () => {
  const answer = await answered(async () => jsonAnswer(200, "yes"));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toBe("yes");
  await vi.advanceTimersByTimeAsync(100);
  expect(vi.getTimerCount()).toBe(0);
});

it("takes no harm from what fails after its caller was told", async () => {
  const answer = answered(
    () => new Promise((_, reject) => void setTimeout(() => reject(new Error("much later")), 9_000)),
  );
  await vi.advanceTimersByTimeAsync(6_000);
  expect((await answer).status).toBe(503);
  await vi.advanceTimersByTimeAsync(6_000);
});
