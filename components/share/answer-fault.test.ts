import { expect, it } from "vitest";
import { answerFault } from "@/components/share/answer-fault";
import { AppError } from "@/lib/kernel/app-error";

it("who asks for a picture or a manifest is told to come again or that there is none, and a bug stays one", () => {
  const busy = answerFault(new AppError("busy"));
  expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(answerFault(new AppError("not_found")).status).toBe(404);
  expect(answerFault(new URIError("malformed")).status).toBe(404);
  expect(() => answerFault(new TypeError("a bug"))).toThrow("a bug");
});
