import type { ImageCrop } from "@/lib/kernel/image";

/** Files up to this size are sent as they are. */
const SENT_WHOLE = 900_000;
const WIDEST = 1600;

/** Whether a WebP moves: its first chunk says so. Drawn here, it would be one still picture that nobody asked for. */
export function moves(head: Uint8Array): boolean {
  const letters = String.fromCharCode(...head.subarray(8, 16));
  return letters === "WEBPVP8X" && ((head[20] ?? 0) & 2) !== 0;
}

const blobOf = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.92));

/**
 * What was drawn, small: as WebP where this browser writes it. Where it does not it gives a PNG, many times as heavy; that is
 * for pictures that were PNG, which may be seen through, and a photo is a JPEG.
 */
async function drawn(canvas: HTMLCanvasElement, from: string): Promise<Blob | null> {
  const made = await blobOf(canvas, "image/webp");
  return made?.type === "image/webp" || from === "image/png" ? made : await blobOf(canvas, "image/jpeg");
}

export type ReadyImage = { readonly file: Blob; readonly crop: ImageCrop | null };

/**
 * What to send of a chosen file: a small one as it is with the cut to make, a large one cut and made smaller here, so
 * that a photo goes over a slow line in seconds. What would not be smaller is sent as it is. Null for what this browser cannot show as an image.
 */
export async function readyImage(file: File, crop: ImageCrop | null): Promise<ReadyImage | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return null;
  const head = new Uint8Array(await file.slice(0, 32).arrayBuffer());
  if (file.size <= SENT_WHOLE || moves(head)) return { file, crop };
  const cut = crop ?? { x: 0, y: 0, width: 1, height: 1 };
  const [left, top] = [cut.x * image.width, cut.y * image.height];
  const [width, height] = [cut.width * image.width, cut.height * image.height];
  const scale = Math.min(1, WIDEST / width);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
  const made = await drawn(canvas, file.type);
  return made && made.size < file.size ? { file: made, crop: null } : { file, crop };
}
