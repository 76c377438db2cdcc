import sharp from "sharp";
import { afterEach, describe, expect, it, vi } from "vitest";
import { moves, readyImage } from "@/components/images/shrink-image";

/** A browser that writes these types only, each so heavy; what it cannot write it gives as PNG. */
function browser(weights: Readonly<Record<string, number>>) {
  vi.stubGlobal("createImageBitmap", async () => ({ width: 3000, height: 4000 }));
  const toBlob = (give: (blob: Blob) => void, asked: string) => {
    const type = asked in weights ? asked : "image/png";
    give(new Blob([new Uint8Array(weights[type] ?? 0)], { type }));
  };
  const canvas = { width: 0, height: 0, getContext: () => ({ drawImage: () => undefined }), toBlob };
  vi.stubGlobal("document", { createElement: () => canvas });
}
const photo = (type: string) => new File([new Uint8Array(2_000_000)], "a", { type });

describe("a large picture on its way in", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("is a WebP where the browser writes one", async () => {
    browser({ "image/webp": 300_000, "image/jpeg": 500_000, "image/png": 6_000_000 });
    expect((await readyImage(photo("image/jpeg"), null))?.file.type).toBe("image/webp");
  });

  it("is a JPEG where it does not, and never a PNG many times as heavy", async () => {
    browser({ "image/jpeg": 500_000, "image/png": 6_000_000 });
    expect((await readyImage(photo("image/jpeg"), null))?.file).toMatchObject({
      ...{ type: "image/jpeg", size: 500_000 },
    });
  });

  it("is sent as it is where it would not be smaller, with the cut to make", async () => {
    browser({ "image/png": 6_000_000 });
    const file = photo("image/png");
    const crop = { x: 0, y: 0, width: 1, height: 0.5 };
    expect(await readyImage(file, crop)).toEqual({ file, crop });
  });

  it("that moves is sent as it is, to be refused, and not made a still one", async () => {
    const frame = { create: { width: 20, height: 20, channels: 3, background: "red" } } as const;
    const still = new Uint8Array(await sharp(frame).webp().toBuffer());
    const head = new Uint8Array([..."RIFF....WEBPVP8X....."].map((letter) => letter.charCodeAt(0)));
    head[20] = 2;
    expect([moves(head), moves(still), moves(new Uint8Array())]).toEqual([true, false, false]);
    browser({ "image/webp": 1000 });
    const file = new File([head, new Uint8Array(2_000_000)], "a.webp", { type: "image/webp" });
    expect((await readyImage(file, null))?.file).toBe(file);
  });
});
