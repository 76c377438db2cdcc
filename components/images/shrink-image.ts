import type { ImageCrop } from "@/lib/kernel/image";

/** Files up to this size are sent as they are. */
const SENT_WHOLE = 900_000;
const WIDEST = 1600;

export type ReadyImage = { readonly file: Blob; readonly crop: ImageCrop | null };

/**
 * What to send of a chosen file: a small one as it is with the cut to make, a large one cut and made smaller here, so
 * that a photo goes over a slow line in seconds. Null for what this browser cannot show as an image.
 */
export async function readyImage(file: File, crop: ImageCrop | null): Promise<ReadyImage | null> {
  const image = await createImageBitmap(file).catch(() => null);
  if (!image) return null;
  if (file.size <= SENT_WHOLE) return { file, crop };
  const cut = crop ?? { x: 0, y: 0, width: 1, height: 1 };
  const [left, top] = [cut.x * image.width, cut.y * image.height];
  const [width, height] = [cut.width * image.width, cut.height * image.height];
  const scale = Math.min(1, WIDEST / width);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext("2d")?.drawImage(image, left, top, width, height, 0, 0, canvas.width, canvas.height);
  const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/webp", 0.92));
  return made ? { file: made, crop: null } : { file, crop };
}
