import { describe, expect, it } from "vitest";
import {
  conversionOf,
  deviceOf,
  fullAddress,
  leadsOn,
  referrerOf,
  targetPath,
  withUtm,
} from "@/lib/links/rules";
import { linkInputSchema, utmSchema } from "@/lib/links/schema";

const phone =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
const desk = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36";
const wechat = `${phone} MicroMessenger/8.0.50`;

const evil = [
  "//evil.example",
  "/\\evil.example",
  "https:evil.example",
  "https://good.example@evil.example",
  "%2f%2fevil.example",
  "javascript:alert(1)",
  "a\r\nset-cookie: x=1",
  "https://harb\u043eur.example",
];

describe("where a link leads (S-26)", () => {
  it("is one of our own pages, made of ids and slugs", () => {
    const facts = { merchantSlug: "demo", activitySlug: "winter" };
    expect(targetPath({ ...facts, target: { type: "activity", id: "act_1" } })).toBe("/a/winter");
    expect(targetPath({ ...facts, target: { type: "home", id: "" } })).toBe("/m/demo");
    expect(targetPath({ ...facts, target: { type: "menu", id: "" } })).toBe("/m/demo/menu");
    expect(targetPath({ ...facts, target: { type: "store", id: "str_1" } })).toBe("/m/demo/menu?store=str_1");
    expect(
      targetPath({ ...facts, activitySlug: null, target: { type: "activity", id: "act_1" } }),
    ).toBeNull();
  });

  it.each(evil)("is never what somebody typed: %j", (typed) => {
    for (const target of [
      { type: "activity", id: typed },
      { type: "home", id: typed },
      { type: "url", id: typed },
      typed,
    ]) {
      expect(linkInputSchema.safeParse({ target, channel: "social" }).success).toBe(false);
    }
    const path = targetPath({
      target: { type: "activity", id: "act_1" },
      merchantSlug: typed,
      activitySlug: typed,
    });
    const to = new URL(
      withUtm(path ?? "", utmSchema.parse({ source: typed.slice(0, 60) })),
      "https://own.example",
    );
    expect(to.origin).toBe("https://own.example");
    expect(to.pathname.startsWith("/a/")).toBe(true);
    expect(to.href).not.toMatch(/[\r\n]/);
    expect(to.searchParams.get("utm_source")).toBe(typed.slice(0, 60).trim());
  });

  it("is over once it is disabled, and from the moment it expires", () => {
    const now = new Date("2026-11-26T08:00:00Z");
    const at = (ms: number) => new Date(now.getTime() + ms);
    expect(leadsOn({ disabledAt: null, expiresAt: null }, now)).toBe(true);
    expect(leadsOn({ disabledAt: null, expiresAt: at(1) }, now)).toBe(true);
    expect(leadsOn({ disabledAt: null, expiresAt: now }, now)).toBe(false);
    expect(leadsOn({ disabledAt: at(-1), expiresAt: at(1) }, now)).toBe(false);
  });
});

describe("who opens a link", () => {
  it("is on a phone, a tablet or a desk", () => {
    expect([phone, wechat, desk].map(deviceOf)).toEqual(["mobile", "mobile", "desktop"]);
    expect(deviceOf("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X)")).toBe("tablet");
    expect(deviceOf("Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36")).toBe("tablet");
    expect(deviceOf("Mozilla/5.0 (Linux; Android 15; Pixel) Mobile")).toBe("mobile");
  });

  it("comes from the host that is told, from none, or from the app that says who it is", () => {
    expect(referrerOf("https://www.weibo.com/u/1?secret=x", desk, "own.example")).toBe("weibo.com");
    expect(referrerOf("https://own.example/a/x", desk, "own.example")).toBe("");
    for (const odd of [undefined, "", "javascript:alert(1)", "about:blank", "not a url"]) {
      expect(referrerOf(odd, desk, "own.example")).toBe("");
    }
    expect(referrerOf(undefined, wechat, "own.example")).toBe("wechat");
    expect(referrerOf(`https://${"a".repeat(300)}.example/`, desk, "own.example").length).toBeLessThanOrEqual(
      100,
    );
  });
});

describe("a page's full address", () => {
  const utm = utmSchema.parse({ source: "poster" });
  it("says its channel, or which link it is where that has a name", () => {
    const link = { utm, channel: "print", name: "", slug: "abcdefg" };
    expect(fullAddress("/a/x", link)).toBe("/a/x?utm_source=poster&ch=print");
    expect(fullAddress("/a/x", { ...link, utm: utmSchema.parse({}), name: "Window" })).toBe(
      "/a/x?ch=abcdefg",
    );
  });
  it("goes on with what else was asked for, without the channel and never with another's words for its own", () => {
    expect(withUtm("/a/x", utm, "?p=SNOW&ch=print&utm_source=other&utm_id=7")).toBe(
      "/a/x?p=SNOW&utm_source=poster&utm_id=7",
    );
  });
});

describe("the conversion of a link", () => {
  it("is of people, is nothing where nobody opened it, and is never more than all of them", () => {
    expect(conversionOf({ visitors: 0, claimers: 0 })).toBeNull();
    expect(conversionOf({ visitors: 0, claimers: 2 })).toBeNull();
    expect(conversionOf({ visitors: 8, claimers: 2 })).toBe(0.25);
    expect(conversionOf({ visitors: 1, claimers: 2 })).toBe(1);
  });
});
