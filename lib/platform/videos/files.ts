import { z } from "zod";
import { VIDEO_PART_BYTES, videoParts, videoTypes } from "@/lib/kernel/video";
import { storage } from "@/lib/platform/storage/storage";

/** What is kept beside a video's parts once they are all there and looked at: with it the video is there, without it not. */
const aboutSchema = z.object({
  type: z.enum(videoTypes),
  bytes: z.int().positive(),
});
export type VideoAbout = z.output<typeof aboutSchema>;

const partKey = (id: string, part: number) => `videos/${id}/${part}.part`;
const aboutKey = (id: string) => `videos/${id}/about.json`;
const captionsKey = (id: string) => `captions/${id}/text.vtt`;

/** All keys of a video of `bytes`. */
export const videoKeys = (id: string, bytes: number) => [
  aboutKey(id),
  ...Array.from({ length: videoParts(bytes) }, (_, part) => partKey(id, part)),
];

/** All keys of captions. */
export const captionsKeys = (id: string) => [captionsKey(id)];

/** Keeps one part of a video. */
export async function putPart(id: string, part: number, data: Uint8Array): Promise<void> {
  await storage().put(partKey(id, part), data, "application/octet-stream");
}

/** Takes one part of a video away again. */
export async function removePart(id: string, part: number): Promise<void> {
  await storage().remove([partKey(id, part)]);
}

/** One part of a video; null where it is not there. */
export async function getPart(id: string, part: number): Promise<Uint8Array | null> {
  return await storage().get(partKey(id, part));
}

/** Says that a video is there. */
export async function putAbout(id: string, about: VideoAbout): Promise<void> {
  const data = new TextEncoder().encode(JSON.stringify(about));
  await storage().put(aboutKey(id), data, "application/json");
}

/** What a video is; null where none is, or not yet. */
export async function getAbout(id: string): Promise<VideoAbout | null> {
  const data = await storage().get(aboutKey(id));
  return data && aboutSchema.parse(JSON.parse(new TextDecoder().decode(data)));
}

/** Keeps captions. */
export async function putCaptions(id: string, text: string): Promise<void> {
  await storage().put(captionsKey(id), new TextEncoder().encode(text), "text/vtt");
}

/** Captions; null where none are. */
export const getCaptions = async (id: string) => await storage().get(captionsKey(id));

/** The bytes of a video from `from` up to and without `until`, part by part: one part at a time is held. */
export async function* videoBytes(id: string, from: number, until: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < until; ) {
    const part = Math.floor(at / VIDEO_PART_BYTES);
    const data = await getPart(id, part);
    if (!data) throw new Error("a part of a video is gone");
    const start = part * VIDEO_PART_BYTES;
    yield data.subarray(at - start, Math.min(until - start, data.length));
    at = start + data.length;
  }
}
