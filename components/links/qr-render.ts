import { logoPaths } from "@/components/links/logo-paths";
import { readsAs } from "@/components/links/qr-check";
import { qrPdf } from "@/components/links/qr-pdf";
import { drawPdf, type PdfPen, pdfImage, pdfSide } from "@/components/links/qr-pdf-read";
import { qrSvg } from "@/components/links/qr-svg";
import { imagePath } from "@/lib/kernel/image";
import { type QrFormat, type QrLook, qrSizes } from "@/lib/links/schema";

/** A file that was made, and read back, in this browser. */
export type QrFile = { readonly name: string; readonly data: Uint8Array<ArrayBuffer> };

/** A logo of one's own as an SVG holds it: its bytes in the text, so that the file stands alone. */
export async function logoPicture(imageId: string): Promise<string | null> {
  const answer = await fetch(imagePath(imageId, 480));
  if (!answer.ok) return null;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:image/webp;base64,${btoa(text)}`;
}

const load = (source: string) =>
  new Promise<HTMLImageElement>((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("an image of ours could not be drawn"));
    image.src = source;
  });

/** An SVG as pixels. */
async function rasterise(svg: string, pixels: number) {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = await load(address);
    const canvas = document.createElement("canvas");
    canvas.width = pixels;
    canvas.height = pixels;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("this browser draws nothing");
    context.drawImage(image, 0, 0, pixels, pixels);
    return { canvas, pixels: context.getImageData(0, 0, pixels, pixels) };
  } finally {
    URL.revokeObjectURL(address);
  }
}

const blobOf = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    canvas.toBlob(
      (blob) =>
        blob
          ? void blob.arrayBuffer().then((data) => resolve(new Uint8Array(data)))
          : reject(new Error("no image was made")),
      type,
      0.95,
    );
  });

/** Whether the code as it would be taken away is read back as its own address, at this size. */
export async function isRead(
  text: string,
  look: QrLook,
  pixels: number,
  picture: string | null,
): Promise<boolean> {
  const drawn = await rasterise(qrSvg(text, look, pixels, picture), pixels);
  return await readsAs(drawn.pixels, text);
}

/** Whether a PDF, drawn again from its own bytes, is read as `text`. */
async function isPdfRead(file: Uint8Array<ArrayBuffer>, text: string, pixels: number): Promise<boolean> {
  const side = pdfSide(file);
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!side || !context) return false;
  const jpeg = pdfImage(file);
  const address = jpeg && URL.createObjectURL(new Blob([jpeg.slice()], { type: "image/jpeg" }));
  const logo = address ? await load(address).finally(() => URL.revokeObjectURL(address)) : null;
  // A PDF counts from below, a canvas from above.
  context.setTransform(pixels / side, 0, 0, -pixels / side, 0, pixels);
  const pen = Object.assign(penOf(context), {
    image: () => {
      if (!logo) return;
      context.save();
      context.transform(1, 0, 0, -1, 0, 1);
      context.drawImage(logo, 0, 0, 1, 1);
      context.restore();
    },
  });
  if (!drawPdf(file, pen)) return false;
  return await readsAs(context.getImageData(0, 0, pixels, pixels), text);
}

const penOf = (context: CanvasRenderingContext2D): Omit<PdfPen, "image"> => ({
  save: () => context.save(),
  restore: () => context.restore(),
  transform: (...values) => context.transform(...values),
  beginPath: () => context.beginPath(),
  rect: (...values) => context.rect(...values),
  moveTo: (...values) => context.moveTo(...values),
  lineTo: (...values) => context.lineTo(...values),
  bezierCurveTo: (...values) => context.bezierCurveTo(...values),
  closePath: () => context.closePath(),
  fill: (...rgb) => {
    context.fillStyle = `rgb(${rgb.map((part) => Math.round(part * 255)).join(" ")})`;
    context.fill();
  },
});

/** The middle of a code, as the JPEG that a PDF holds. */
async function pdfLogo(look: QrLook, picture: string | null) {
  if (look.logo.type === "none") return null;
  const pixels = 256;
  const inner = look.logo.type === "common" ? qrLogoSvg(look) : picture;
  if (!inner) return null;
  const image = await load(inner);
  const canvas = document.createElement("canvas");
  canvas.width = pixels;
  canvas.height = pixels;
  const context = canvas.getContext("2d");
  if (!context) return null;
  context.fillStyle = look.light;
  context.fillRect(0, 0, pixels, pixels);
  const scale = pixels / Math.max(image.width, image.height, 1);
  const [width, height] = [image.width * scale, image.height * scale];
  context.drawImage(image, (pixels - width) / 2, (pixels - height) / 2, width, height);
  return { jpeg: await blobOf(canvas, "image/jpeg"), pixels };
}

function qrLogoSvg(look: QrLook): string {
  const svg = commonLogoSvg(look, 256);
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function commonLogoSvg({ logo, dark }: QrLook, pixels: number): string {
  if (logo.type !== "common") return "";
  const paths = logoPaths[logo.name].map((d) => `<path d="${d}"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${pixels}" viewBox="0 0 24 24" fill="none" stroke="${dark}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`;
}

export type QrOrder = {
  readonly text: string;
  readonly look: QrLook;
  readonly pixels: number;
  readonly format: QrFormat;
  /** Without its ending. */
  readonly name: string;
  readonly picture: string | null;
};

/** Makes one file of a code and reads it back; null when it is not read as its own address: nobody may have it then. */
export async function makeQrFile(order: QrOrder): Promise<QrFile | null> {
  const { text, look, pixels, format, picture } = order;
  const svg = qrSvg(text, look, pixels, picture);
  const drawn = await rasterise(svg, pixels);
  if (!(await readsAs(drawn.pixels, text))) return null;
  const name = `${order.name}-${pixels}.${format}`;
  if (format === "png") return { name, data: await blobOf(drawn.canvas, "image/png") };
  if (format === "svg") return { name, data: new TextEncoder().encode(svg) };
  // Ten times as far as it is wide.
  const centimetres = (qrSizes.find((size) => size.pixels === pixels)?.centimetres ?? 100) / 10;
  const data = qrPdf(text, look, centimetres, await pdfLogo(look, picture));
  return (await isPdfRead(data, text, pixels)) ? { name, data } : null;
}
