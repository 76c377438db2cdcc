import decode from "qr/decode.js";
import { describe, expect, it } from "vitest";
import { qrPdf } from "@/components/links/qr-pdf";
import { drawPdf, type PdfPen, pdfImage, pdfSide } from "@/components/links/qr-pdf-read";
import { qrLookSchema } from "@/lib/links/schema";

const address = "https://scrip.example/s/ab3d5f7";
const pixels = 430;

/** A pen that draws rectangles into pixels: all that codes of square dots are made of. */
function drawn(file: Uint8Array) {
  const data = new Uint8ClampedArray(pixels * pixels * 4).fill(255);
  const per = pixels / (pdfSide(file) ?? 1);
  let scale = [1, 0];
  let boxes: number[][] = [];
  const nothing = () => undefined;
  const pen: PdfPen = {
    ...{ save: nothing, restore: nothing, moveTo: nothing, lineTo: nothing, image: nothing },
    ...{ bezierCurveTo: nothing, closePath: nothing },
    transform: (a, _b, _c, d, _e, f) => {
      expect(d).toBe(-a);
      scale = [a * per, f * per];
    },
    beginPath: () => {
      boxes = [];
    },
    rect: (...box) => boxes.push(box),
    fill: (...rgb) => {
      const [s = 1] = scale;
      for (const [x = 0, y = 0, w = 0, h = 0] of boxes) {
        for (let row = Math.round(y * s); row < Math.round((y + h) * s); row++) {
          for (let column = Math.round(x * s); column < Math.round((x + w) * s); column++) {
            data.set(
              rgb.map((part) => part * 255),
              (row * pixels + column) * 4,
            );
          }
        }
      }
    },
  };
  return { isDrawn: drawPdf(file, pen), image: { data, width: pixels, height: pixels } };
}

describe("a PDF read back from its bytes", () => {
  it("is the code it was made of", () => {
    const { isDrawn, image } = drawn(qrPdf(address, qrLookSchema.parse({}), 5));
    expect(isDrawn).toBe(true);
    expect(decode(image, { format: "RGBA", timeLimit: 5000 })).toBe(address);
  });

  it("is not read once its page is cut short, or says what none of ours says", () => {
    const whole = qrPdf(address, qrLookSchema.parse({}), 5);
    const text = new TextDecoder("latin1").decode(whole);
    const bytes = (changed: string) => Uint8Array.from(changed, (char) => char.charCodeAt(0));
    expect(drawn(bytes(text.replace("4 0 obj", "9 0 obj"))).isDrawn).toBe(false);
    expect(drawn(bytes(text.replace(" re f", " re W"))).isDrawn).toBe(false);
    const { image } = drawn(bytes(text.replace(/\/Length \d+/, "/Length 900")));
    expect(() => decode(image, { format: "RGBA", timeLimit: 5000 })).toThrow();
  });

  it("has the very JPEG that it was given for its logo", () => {
    const jpeg = Uint8Array.from([255, 216, 10, 115, 116, 114, 101, 97, 109, 10, 255, 217]);
    const look = qrLookSchema.parse({ logo: { type: "common", name: "gift" } });
    expect(pdfImage(qrPdf(address, look, 5, { jpeg, pixels: 2 }))).toEqual(jpeg);
    expect(pdfImage(qrPdf(address, look, 5))).toBeNull();
  });
});
