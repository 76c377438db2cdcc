import jsQR from "jsqr";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { isReadable, readsAs } from "@/components/links/qr-check";
import { qrDrawing } from "@/components/links/qr-parts";
import { qrPdf } from "@/components/links/qr-pdf";
import { qrSvg } from "@/components/links/qr-svg";
import { commonLogos, qrDots, qrLookSchema, qrMarkers, qrSizes } from "@/lib/links/schema";

const link = "https://coupons.harbour.example/s/k7f3h2q";

async function pixelsOf(svg: string) {
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

/** What two readers, made by different people, take an image for. */
async function readers(svg: string) {
  const pixels = await pixelsOf(svg);
  const second = jsQR(pixels.data, pixels.width, pixels.height)?.data ?? null;
  return { first: await readsAs(pixels, link), second: second === link };
}
const both = { first: true, second: true };

describe("a QR code", () => {
  it.each(qrSizes.map(({ pixels }) => pixels))(
    "with a logo is read by two readers at %i pixels",
    async (pixels) => {
      const look = qrLookSchema.parse({ logo: { type: "common", name: "ticket" } });
      expect(await readers(qrSvg(link, look, pixels))).toEqual(both);
    },
  );

  it("is read in every style, with every common logo", async () => {
    for (const name of commonLogos) {
      for (const dots of qrDots) {
        for (const markers of qrMarkers) {
          const look = qrLookSchema.parse({ logo: { type: "common", name }, dots, markers });
          expect(await readers(qrSvg(link, look, 430)), `${name} ${dots} ${markers}`).toEqual(both);
        }
      }
    }
  });

  it("is read with a full picture as its logo, even one in the dark colour", async () => {
    const black = await sharp({ create: { width: 64, height: 64, channels: 3, background: "#000" } })
      .png()
      .toBuffer();
    const picture = `data:image/png;base64,${black.toString("base64")}`;
    const look = qrLookSchema.parse({ logo: { type: "custom", imageId: `img_${"0".repeat(26)}` } });
    for (const { pixels } of qrSizes) {
      expect(await readers(qrSvg(link, look, pixels, picture)), String(pixels)).toEqual(both);
    }
  });

  it("gives its logo no more than 22 % of its side, in the very middle", () => {
    for (const text of [link, "a", `${link}?${"x".repeat(300)}`]) {
      const { side, logo } = qrDrawing(text, qrLookSchema.parse({ logo: { type: "common", name: "star" } }));
      if (!logo) throw new Error("no logo");
      expect(logo.side / (side - 8)).toBeLessThanOrEqual(0.22);
      expect(logo.x + logo.side / 2).toBe(side / 2);
    }
  });

  it("keeps four light modules on every side", () => {
    const { side, parts } = qrDrawing(link, qrLookSchema.parse({}));
    expect(Math.min(...parts.flatMap(({ x, y }) => [x, y]))).toBe(4);
    expect(Math.max(...parts.flatMap(({ x, width, y, height }) => [x + width, y + height]))).toBe(side - 4);
  });
});

describe("what may be taken away", () => {
  it("is never a code that is read as something else, or not at all", async () => {
    const pixels = await pixelsOf(qrSvg(link, qrLookSchema.parse({}), 258));
    expect(await readsAs(pixels, `${link}x`)).toBe(false);
    const blank = { ...pixels, data: new Uint8ClampedArray(pixels.data.length).fill(255) };
    expect(await readsAs(blank, link)).toBe(false);
  });

  it("has a dark colour on a light one, at least four to one", () => {
    expect(isReadable({ dark: "#1c1a17", light: "#ffffff" })).toBe(true);
    expect(isReadable({ dark: "#ffffff", light: "#1c1a17" })).toBe(false);
    expect(isReadable({ dark: "#999999", light: "#ffffff" })).toBe(false);
    expect(isReadable({ dark: "red", light: "#ffffff" })).toBe(false);
  });
});

describe("a code as a PDF", () => {
  it("is one page of the size it is printed in, whose every object stands where the table says", () => {
    const look = qrLookSchema.parse({ dots: "rounded", logo: { type: "common", name: "cup" } });
    const file = qrPdf(link, look, 5, { jpeg: new Uint8Array([255, 216, 255, 217]), pixels: 64 });
    const text = Buffer.from(file).toString("latin1");
    expect(text).toMatch(/^%PDF-1\.4\n/);
    expect(text).toContain("/MediaBox [0 0 141.732 141.732]");
    const table = Number(/startxref\n(\d+)\n/.exec(text)?.[1]);
    expect(text.slice(table, table + 4)).toBe("xref");
    const offsets = [...text.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map(([, at]) => Number(at));
    expect(offsets.map((at, i) => text.slice(at).startsWith(`${i + 1} 0 obj\n`))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    const [, length] = /\/Length (\d+) >>\nstream\n/.exec(text) ?? [];
    const begin = text.indexOf("stream\n") + 7;
    expect(text.slice(begin + Number(length)).startsWith("\nendstream")).toBe(true);
  });
});
