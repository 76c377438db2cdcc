import { captionsIdPattern, type VideoType, videoIdPattern } from "@/lib/kernel/video";
import { answerMedia } from "@/lib/platform/images/serve";
import { perProcess } from "@/lib/platform/per-process";
import { getAbout, getCaptions, type VideoAbout, videoBytes } from "@/lib/platform/videos/files";
import { rangeOf } from "@/lib/platform/videos/ranges";

const contentTypes: Readonly<Record<VideoType, string>> = { mp4: "video/mp4", webm: "video/webm" };

/** What of a request decides its answer. */
export type FileAsked = {
  readonly ifNoneMatch: string | undefined;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
};

/** What is answered for a file under /media, whoever writes it out; a video comes part by part. */
export type FileAnswer = {
  readonly status: 200 | 206 | 304 | 404 | 416;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncGenerator<Uint8Array> | null;
};

const everyAnswer = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
};
const missing: FileAnswer = {
  status: 404,
  headers: { ...everyAnswer, "cache-control": "no-store" },
  body: null,
};
const lasting = (name: string) => ({
  ...everyAnswer,
  etag: `"${name}"`,
  "cache-control": "public, max-age=31536000, immutable",
});

const MOST_KNOWN = 1000;
const known = () => perProcess("videos-known", () => new Map<string, VideoAbout>());

// What a name stands for never changes, so what is known of it stays true.
async function aboutVideo(id: string): Promise<VideoAbout | null> {
  const kept = known().get(id);
  if (kept) return kept;
  const about = await getAbout(id);
  if (about && known().size >= MOST_KNOWN) known().clear();
  if (about) known().set(id, about);
  return about;
}

async function answerVideo(id: string, type: string, asked: FileAsked): Promise<FileAnswer> {
  const about = await aboutVideo(id);
  if (!about || about.type !== type) return missing;
  const { bytes } = about;
  const name = `${id}.${type}`;
  const headers = { ...lasting(name), "accept-ranges": "bytes" };
  if (asked.ifNoneMatch?.includes(headers.etag)) return { status: 304, headers, body: null };
  const isSame = asked.ifRange === undefined || asked.ifRange === headers.etag;
  const range = isSame ? rangeOf(asked.range, bytes) : null;
  if (range === "unsatisfiable") {
    const none = { "content-range": `bytes */${bytes}`, "content-length": "0", "cache-control": "no-store" };
    return { status: 416, headers: { ...headers, ...none }, body: null };
  }
  const { from, until } = range ?? { from: 0, until: bytes };
  const content = {
    "content-type": contentTypes[about.type],
    "content-length": String(until - from),
    "content-disposition": `inline; filename="${name}"`,
    ...(range ? { "content-range": `bytes ${from}-${until - 1}/${bytes}` } : {}),
  };
  const body = videoBytes(id, from, until);
  return { status: range ? 206 : 200, headers: { ...headers, ...content }, body };
}

async function answerCaptions(id: string, asked: FileAsked): Promise<FileAnswer> {
  const headers = lasting(`${id}.vtt`);
  const body = await getCaptions(id);
  if (!body) return missing;
  if (asked.ifNoneMatch?.includes(headers.etag)) return { status: 304, headers, body: null };
  const content = { "content-type": "text/vtt; charset=utf-8", "content-length": String(body.length) };
  return { status: 200, headers: { ...headers, ...content }, body };
}

/**
 * The file `name` under /media: an image as `answerMedia` has it, a video such as `vid_….mp4`, in ranges where one is asked
 * for, or its captions. Its type is what we found it to be; it may be kept for a year. 404 for any other name.
 */
export async function answerFile(name: string, asked: FileAsked): Promise<FileAnswer> {
  const [, id = "", type = ""] = /^(v[it][dt]_[0-9a-z]{26})\.([0-9a-z]{3,4})$/.exec(name) ?? [];
  if (videoIdPattern.test(id)) return await answerVideo(id, type, asked);
  if (captionsIdPattern.test(id) && type === "vtt") return await answerCaptions(id, asked);
  return await answerMedia(name, asked.ifNoneMatch);
}
