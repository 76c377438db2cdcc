import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/kernel/app-error";

describe("an AppError", () => {
  it("is known by whoever has another copy of the class, as Next's bundle and the server's have", () => {
    class Copy extends Error {
      readonly code = "busy";
      override name = "AppError";
    }
    expect(new Copy() instanceof AppError).toBe(true);
    expect(new AppError("busy") instanceof AppError).toBe(true);
  });

  it("is no other error, and nothing that only looks like one", () => {
    expect(new Error("busy") instanceof AppError).toBe(false);
    expect(Object.assign(new Error("no"), { code: "busy" }) instanceof AppError).toBe(false);
    expect(({ name: "AppError", code: "busy" } as unknown) instanceof AppError).toBe(false);
  });
});
