import { Hono } from "hono";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pageRoute } from "@/lib/platform/api-route";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const answered = (work: () => Promise<Response>) => {
  const app = new Hono();
  app.post("/some", pageRoute("some", work));
  return Promise.resolve(app.request("/some", { method: "POST" }));
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
  expect((await answered(async () => new Response("yes"))).status).toBe(200);
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
