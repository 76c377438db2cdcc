import { expect, it } from "vitest";

const before = { Request, Response };

it("leaves the global Request and Response as they were, and is a Response that holds what it is given", async () => {
  const { Response: Light } = await import("@/lib/platform/light-response");
  expect({ Request: globalThis.Request, Response: globalThis.Response }).toEqual(before);
  expect(globalThis.Response).toBe(before.Response);
  expect(Light).not.toBe(before.Response);
  const answer = new Light('{"a":1}', {
    status: 409,
    headers: { "content-type": "application/json", "x-b": "2" },
  });
  expect(answer).toBeInstanceOf(before.Response);
  expect(answer.status).toBe(409);
  expect(answer.headers.get("x-b")).toBe("2");
  answer.headers.set("x-c", "3");
  expect([...answer.headers.keys()]).toContain("x-c");
  expect(await answer.clone().json()).toEqual({ a: 1 });
  expect(await answer.text()).toBe('{"a":1}');
});
