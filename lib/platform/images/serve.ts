import { imageIdPattern } from "@/lib/kernel/image";
import { perProcess } from "@/lib/platform/per-process";
import { storage } from "@/lib/platform/storage/storage";

const types: Readonly<Record<string, string>> = {
  "160.webp": "image/webp",
  "480.webp": "image/webp",
  "960.webp": "image/webp",
  "1600.webp": "image/webp",
  "card.jpg": "image/jpeg",
};

/** The key under which one size of an image is kept. */
export const imageKey = (id: string, name: string) => `images/${id}/${name}`;

/** All keys of an image. */
export const imageKeys = (id: string) => Object.keys(types).map((name) => imageKey(id, name));

/** What is answered for a file under /media, whoever writes it out. */
export type MediaAnswer = {
  readonly status: 200 | 304 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
};

const KEPT_BYTES = 48 * 1024 * 1024;
const LARGEST_KEPT = 512 * 1024;
type Kept = { bytes: number; readonly files: Map<string, Uint8Array> };
const kept = () => perProcess<Kept>("media-kept", () => ({ bytes: 0, files: new Map() }));

// Least lately asked goes first. What a name stands for never changes, so nothing kept is ever old.
async function fileAt(key: string): Promise<Uint8Array | null> {
  const at = kept();
  const known = at.files.get(key);
  if (known) {
    at.files.delete(key);
    at.files.set(key, known);
    return known;
  }
  const data = await storage().get(key);
  if (!data || data.length > LARGEST_KEPT) return data;
  at.bytes += data.length - (at.files.get(key)?.length ?? 0);
  at.files.set(key, data);
  for (const [oldest, { length }] of at.files) {
    if (at.bytes <= KEPT_BYTES) break;
    at.files.delete(oldest);
    at.bytes -= length;
  }
  return data;
}

const everyAnswer = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
  // They are shown in mails and by whoever unfurls a link, too.
  "cross-origin-resource-policy": "cross-origin",
};

/**
 * The image file `name`, such as `img_…-480.webp`: its type is what we made it, never what somebody said; it may be kept
 * for a year, since its name is made of what it shows. 404 for any other name.
 */
export async function answerMedia(name: string, ifNoneMatch: string | undefined): Promise<MediaAnswer> {
  const [, id = "", size = ""] = /^(img_[0-9a-z]{26})-([0-9a-z]+\.[a-z]+)$/.exec(name) ?? [];
  const type = Object.hasOwn(types, size) ? types[size] : undefined;
  const missing = {
    status: 404,
    headers: { ...everyAnswer, "cache-control": "no-store" },
    body: null,
  } as const;
  if (!type || !imageIdPattern.test(id)) return missing;
  const tag = `"${name}"`;
  const headers = { ...everyAnswer, etag: tag, "cache-control": "public, max-age=31536000, immutable" };
  if (ifNoneMatch?.includes(tag)) return { status: 304, headers, body: null };
  const body = await fileAt(imageKey(id, size));
  if (!body) return missing;
  const about = {
    "content-type": type,
    "content-length": String(body.length),
    "content-disposition": `inline; filename="${name}"`,
  };
  return { status: 200, headers: { ...headers, ...about }, body };
}
