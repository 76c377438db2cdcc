import { describe, expect, it } from "vitest";
import { checkRedirect } from "@/lib/packs/check-redirect";

const merchant = { slug: "demo", hosts: ["shop.example", "good.example"] };

describe("where a buyer may be sent (S-26)", () => {
  it.each(["/m/demo", "/m/demo/packs?from=pack", "/a/winter", "/s/abc"])("%s is ours", (path) => {
    expect(checkRedirect(path, merchant)).toEqual({ type: "own", path });
  });

  it.each(["https://shop.example", "https://shop.example/thanks?order=1#top", "https://SHOP.example/a%20b"])(
    "%s is on the list",
    (url) => {
      expect(checkRedirect(url, merchant)).toMatchObject({ type: "out", host: "shop.example" });
    },
  );

  it.each([
    ...["//evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example", "https:/evil.example"],
    ...[
      "https://good.example@evil.example",
      "https://evil.example/https://good.example",
      "%2f%2fevil.example",
    ],
    ...["/%2f%2fevil.example", "/m/demo/../../console", "/m/other", "/console", "javascript:alert(1)"],
    ...["data:text/html,x", "http://good.example", "https://good.example:8443", "https://good.example.", ""],
    ...["https://sub.good.example", "https://good.example.evil.example", "https://user:pw@good.example"],
    ...[
      "https://g\u043eod.example",
      "https://xn--god-hoc.example",
      "https://good.example\r\nSet-Cookie: a=b",
    ],
    ...[
      "https://good.example/\\evil",
      " https://good.example",
      "https://good\u3002example",
      "https://good.example\t",
    ],
    ...["https://[::1]/", "https://127.0.0.1/", "https://", `https://good.example/${"a".repeat(500)}`],
    "https://evil.example\\@good.example",
  ])("%j leads nowhere", (text) => {
    expect(checkRedirect(text, merchant)).toBeNull();
  });

  it("leads nowhere any more once its host is taken off the list", () => {
    expect(checkRedirect("https://shop.example/x", { ...merchant, hosts: [] })).toBeNull();
    expect(checkRedirect(null, merchant)).toBeNull();
  });
});
