import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { takesGzip, visitOf } from "@/lib/platform/page-visit";

const visit = (url: string, headers: Record<string, string> = {}, method = "GET") =>
  visitOf({ method, url, headers } as unknown as IncomingMessage);

describe("a visit that may be answered from memory", () => {
  it("is a plain look at an activity's page, told apart by its language alone", () => {
    expect(visit("/a/winter2026")).toEqual({ key: "en /a/winter2026", path: "/a/winter2026", locale: "en" });
    expect(visit("/a/winter2026", { "accept-language": "zh-HK,zh;q=0.9" })?.locale).toBe("zh-CN");
    expect(visit("/a/%E5%86%AC", { cookie: "locale=zh-CN", "accept-language": "en" })?.locale).toBe("zh-CN");
    expect(visit("/a/w", { cookie: "locale=en", "accept-language": "zh" })?.locale).toBe("en");
  });

  it("is the same for whoever came by a link: what links add to an address and a browser shows nothing else", () => {
    const plain = visit("/a/w");
    expect(visit("/a/w?utm_source=sms&utm_campaign=winter%20sale")).toEqual(plain);
    expect(visit("/a/w", { cookie: "scrip.visitor=abc; __Host-scrip.visit=a-b_c" })).toEqual(plain);
    const chinese = visit("/a/w", { cookie: "scrip.visitor=abc; locale=zh-CN; scrip.visit=abc" });
    expect(chinese).toEqual(visit("/a/w", { cookie: "locale=zh-CN" }));
  });

  it.each([
    ["/a/w?p=SNOWFLAKE"],
    ["/a/w?lang=zh-CN"],
    ["/a/w?"],
    ["/a/w?utm_source=x&p=SNOWFLAKE"],
    ["/a/w?p=1&utm_source=x"],
    ["/a/w?utm_source=x#y"],
    ["/a/w/"],
    ["/a/w/prizes"],
    ["/a/w/won/prt_1"],
    ["/a//w"],
    ["/a/"],
    ["/m/demo"],
    ["/a/w;x=1"],
    ["http://evil.example/a/w"],
    [`/a/${"x".repeat(500)}`],
  ])("is not %s", (url) => {
    expect(visit(url)).toBeNull();
  });

  it.each([
    ["cookie", "scrip.member.mch_1=x"],
    ["cookie", "__Host-scrip.member.mch_1=x; locale=en"],
    ["cookie", "locale=en; scrip.claim=x"],
    ["cookie", "scrip.claim-answer=x"],
    ["cookie", "scrip.staff=x"],
    ["cookie", "locale=fr"],
    ["cookie", "locale=en; locale=zh-CN"],
    ["cookie", "anything=else"],
    ["cookie", "scrip.visit=abc; scrip.member.mch_1=x"],
    ["cookie", "scrip.visits=abc"],
    ["cookie", ""],
    ["rsc", "1"],
    ["next-action", "0"],
    ["next-router-prefetch", "1"],
    ["next-router-state-tree", "%5B%5D"],
    ["next-url", "/"],
    ["authorization", "Bearer x"],
    ["content-type", "text/plain"],
    ["range", "bytes=0-1"],
  ])("is none that brings %s: %s", (name, value) => {
    expect(visit("/a/w", { [name]: value })).toBeNull();
  });

  it.each(["HEAD", "POST", "PUT", "DELETE", "OPTIONS"])("is no %s", (method) => {
    expect(visit("/a/w", {}, method)).toBeNull();
  });
});

it.each([
  ["gzip", true],
  ["gzip, deflate, br, zstd", true],
  ["br, gzip;q=0.5", true],
  ["gzip;q=0", false],
  ["gzip; q=0.0, br", false],
  ["br", false],
  ["", false],
])("who accepts %j reads gzip: %s", (accepted, expected) => {
  expect(takesGzip({ "accept-encoding": accepted })).toBe(expected);
});
