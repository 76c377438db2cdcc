import { ImageResponse } from "next/og";
import sharp from "sharp";
import { describe, expect, it, vi } from "vitest";
import { CARD_SIZE, cardPicture } from "@/components/share/card-picture";
import { drawable } from "@/lib/platform/card-fonts";

const look = { brand: "#bc3a15", onBrand: "#ffffff", soft: "#fdeee8", logo: null };

async function draw(title: string): Promise<Buffer> {
  const { texts, fonts, family } = await drawable({ title, subtitle: "", merchant: "Harbour" });
  const picture = cardPicture({ ...look, ...texts, family });
  return Buffer.from(await new ImageResponse(picture, { ...CARD_SIZE, fonts }).arrayBuffer());
}

describe("the picture that is drawn of a link's words", () => {
  it("is a PNG of the size that cards are shown in, whatever is written", async () => {
    for (const title of ["Winter", "冬日暖饮 2027", "🎉", "W".repeat(60)]) {
      const { format, width, height } = await sharp(await draw(title)).metadata();
      expect({ format, width, height }, title).toEqual({ format: "png", ...CARD_SIZE });
    }
  });

  it("shows each Chinese character as itself: two words of one length are two pictures, and nothing is fetched", async () => {
    const fetched = vi.spyOn(globalThis, "fetch");
    const [coupon, voucher, traditional] = await Promise.all(["优惠券", "代金卷", "優惠劵"].map(draw));
    expect(coupon?.equals(voucher ?? Buffer.alloc(0))).toBe(false);
    expect(coupon?.equals(traditional ?? Buffer.alloc(0))).toBe(false);
    expect(fetched.mock.calls.filter(([url]) => /^https?:/.test(String(url)))).toEqual([]);
    fetched.mockRestore();
  });
});
