import { describe, expect, it } from "vitest";
import { safePath } from "@/lib/platform/safe-path";

describe("where somebody may be sent after signing in", () => {
  it("keeps a path under an allowed root with its query", () => {
    expect(safePath("/console/tea/coupons?status=active", ["/console"])).toBe(
      "/console/tea/coupons?status=active",
    );
    expect(safePath("/console", ["/console"])).toBe("/console");
    expect(safePath("/a/冬日", ["/a"])).toBe("/a/%E5%86%AC%E6%97%A5");
  });

  it.each([
    "",
    "console",
    "//evil.example/console",
    "/\\evil.example",
    "/console\\..\\..",
    "https://evil.example/console",
    "https:evil.example",
    "https://good@evil.example/console",
    "javascript:alert(1)",
    "/%2f%2fevil.example",
    "/console/%2e%2e/%5cevil",
    "/console/../sign-in",
    "/console/..//evil.example",
    "/consoles",
    "/console/\r\nSet-Cookie: a=b",
    "/console/%0d%0aSet-Cookie:a=b",
    "/console/\tx",
    `/console/${"x".repeat(2001)}`,
  ])("refuses %j", (text) => {
    expect(safePath(text, ["/console"])).toBeNull();
  });
});
