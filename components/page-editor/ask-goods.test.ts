import { describe, expect, it } from "vitest";
import { askGoods, missingOf } from "@/components/page-editor/ask-goods";

const none = { products: [], packs: [], pictures: [] };
const wanted = { productIds: ["prd_1"], packIds: ["pak_1"], pictureIds: ["img_1"] };
const nothing = { productIds: [], packIds: [], pictureIds: [] };

describe("what a page names and the editor does not know", () => {
  it.each([
    ["busy", async () => ({ ok: false as const, kind: "busy" as const })],
    ["not reached", () => Promise.reject(new Error("offline"))],
  ])("is asked for again after an answer that was %s, and not taken for gone", async (_, read) => {
    const asked = new Set<string>();
    expect(await askGoods(wanted, asked, read)).toBe("again");
    expect(missingOf(wanted, none, asked)).toEqual(wanted);
  });

  it("is not asked for over and over once nobody is signed in, nor taken for gone", async () => {
    const asked = new Set<string>();
    const read = async () => ({ ok: false as const, kind: "not_signed_in" as const });
    expect(await askGoods(wanted, asked, read)).toBeNull();
    expect(missingOf(wanted, none, asked)).toEqual(wanted);
  });

  it("is asked for once where the answer is that it can no longer be had, nor while one is waited for", async () => {
    const asked = new Set<string>();
    const asking = askGoods(wanted, asked, async () => ({ ok: true, value: none }));
    expect(missingOf(wanted, none, asked)).toEqual(nothing);
    expect(await asking).toEqual(none);
    expect(missingOf(wanted, none, asked)).toEqual(nothing);
  });

  it("is nothing of what is known", () => {
    const pictures = [{ id: "img_1", width: 1, height: 1 }];
    expect(missingOf(wanted, { ...none, pictures }, new Set()).pictureIds).toEqual([]);
  });
});
