import { describe, expect, it } from "vitest";
import { entries } from "@/lib/platform/auth/entries";
import { kindOf } from "@/lib/platform/request-record";
import { routePattern } from "@/lib/platform/route-pattern";

describe("the pattern of a path", () => {
  it("is found for every page and route there is", () => {
    const patterns = Object.keys(entries).flatMap(
      (entry) => /^(?:page:|(?:route|api):\w+ )(\/.*)$/.exec(entry)?.[1] ?? [],
    );
    expect(patterns.length).toBeGreaterThan(40);
    for (const pattern of patterns) {
      expect(routePattern(pattern.replace(/\[[^\]]+\]|\{[^}]+\}|:\w+/g, "x-1"))).toBe(pattern);
    }
  });

  it("never holds a word of a path that is none of ours", () => {
    const paths = [
      "/a/SNOWFLAKE",
      "/a/x/won/prt_secret",
      "/m/demo/coupons/vch_secret",
      "/console/demo/members/mbr_1",
    ];
    for (const path of paths) expect(routePattern(path)).not.toMatch(/SNOW|secret|demo|_1/);
    for (const path of ["/.env", "/a/x/y/z/w", "/%00"]) expect(routePattern(path)).toBeNull();
    for (const path of ["/console/x/nothing", "/console/x/no/such/secret", "/console/x/s/y/nothing"])
      expect(routePattern(path)).toBe("/console/[merchant]/[...rest]");
  });
});

describe("the kind of a request", () => {
  it.each([
    ["GET", "/healthz", {}, "operations", "/healthz"],
    ["GET", "/_next/static/chunks/x.js", {}, "asset", "asset"],
    ["GET", "/a/winter2026", {}, "page", "/a/[slug]"],
    ["GET", "/a/winter2026", { rsc: "1" }, "data", "/a/[slug]"],
    ["POST", "/a/winter2026", {}, "action", "/a/[slug]"],
    ["GET", "/api/v1/secret-thing", {}, "api", "api"],
    ["GET", "/wp-login.php", {}, "other", "other"],
  ])("%s %s %j is %s, %s", (method, path, headers, kind, route) => {
    expect(kindOf(method, path, headers)).toEqual({ kind, route });
  });
});
