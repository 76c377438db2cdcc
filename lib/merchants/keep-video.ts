import { createHash } from "node:crypto";
import { inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { contentId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { MAX_VIDEO_BYTES, VIDEO_PART_BYTES, type VideoRef, videoParts, videoTypes } from "@/lib/kernel/video";
import { recordAudit } from "@/lib/merchants/record-audit";
import { countMediaBytes, lockImages } from "@/lib/merchants/repository/images";
import {
  deleteMedia,
  giveUpMedia,
  insertMedia,
  lockMedia,
  markMediaStored,
  renewMedia,
} from "@/lib/merchants/repository/media";
import { keptName } from "@/lib/merchants/rules/file-name";
import { MEDIA_ROOM_BYTES, roomFor } from "@/lib/merchants/rules/images";
import type { Scope } from "@/lib/platform/auth/scope";
import { storage } from "@/lib/platform/storage/storage";
import type { ReadBytes } from "@/lib/platform/videos/bytes";
import { type ExaminedVideo, examineVideo } from "@/lib/platform/videos/examine";
import { getPart, putAbout, putPart, removePart, videoKeys } from "@/lib/platform/videos/files";

export type SentVideo = {
  /** What its file was called. */
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of each of its parts in hexadecimal, in their order. */
  readonly parts: readonly string[];
};

/** `whole`: it is there already, and nothing of it need be sent. */
export type BegunVideo = { readonly id: string; readonly whole: VideoRef | null };

type Facts = {
  readonly id: string;
  readonly type: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly bytes: number;
};

/** A file's row as the video it is; null when it is none, or not whole. */
export function videoOf({ id, type, width, height, bytes }: Facts): VideoRef | null {
  const known = videoTypes.find((one) => one === type);
  return known && width && height ? { id, type: known, width, height, bytes } : null;
}

function mayChange(scope: Scope): void {
  if (scope.isPreview) throw new AppError("forbidden", "a preview changes nothing", { reason: "preview" });
}

/**
 * Makes room for a video whose parts come next (`keepVideoPart`, then `finishVideo`); one that is not whole after an hour
 * without a part goes, one that nothing shows after a week. It is named by what is in it: the same one sent twice is one.
 * Refusals: `video_empty`, `video_too_large{megabytes}`, `image_room{megabytes}` when the merchant's room is used up. Throws
 * `malformed` for parts that are not those of so many bytes, `forbidden` for who only looks as another role, `busy`.
 */
export async function beginVideo(scope: Scope, sent: SentVideo): Promise<Result<BegunVideo>> {
  mayChange(scope);
  const { bytes, parts } = sent;
  if (bytes === 0) return refuse("video_empty");
  if (bytes > MAX_VIDEO_BYTES) return refuse("video_too_large", { megabytes: MAX_VIDEO_BYTES / 1024 / 1024 });
  if (parts.length !== videoParts(bytes)) throw new AppError("malformed");
  const hash = createHash("sha256").update(`${scope.merchantId}\0${bytes}\0${parts.join()}`).digest();
  const file = { id: contentId("vid", hash), name: keptName(sent.name), bytes, parts };
  return await inTransaction(async (tx) => {
    await lockImages(tx, scope);
    const known = await lockMedia(tx, scope, file.id);
    if (known) {
      // Its files are being removed: in a moment it can be sent anew.
      if (known.removedAt) throw new AppError("busy");
      await renewMedia(tx, scope, file.id);
      return ok({ id: file.id, whole: known.storedAt ? videoOf(known) : null });
    }
    if (!roomFor(await countMediaBytes(tx, scope), bytes))
      return refuse("image_room", { megabytes: MEDIA_ROOM_BYTES / 1024 / 1024 });
    await insertMedia(tx, scope, file);
    return ok({ id: file.id, whole: null });
  });
}

/**
 * Keeps one part of a video that was begun: the very bytes that were announced for it, or throws `malformed`. Sending it
 * again does no harm. Throws `not_found` where no such video of the merchant's is on its way (any more), and leaves nothing
 * behind then.
 */
export async function keepVideoPart(
  scope: Scope,
  { id, part, data }: { readonly id: string; readonly part: number; readonly data: Uint8Array },
): Promise<Result<{ part: number }>> {
  mayChange(scope);
  const known = await inTransaction((tx) => renewMedia(tx, scope, id));
  if (!known || known.parts.length === 0) throw new AppError("not_found");
  if (known.storedAt) return ok({ part });
  const isIt = known.parts[part] === createHash("sha256").update(data).digest("hex");
  if (!isIt || data.length !== lengthOf(known.bytes, part)) throw new AppError("malformed");
  await putPart(id, part, data);
  // Refused meanwhile, its files are removed already, and nobody would ever remove this one.
  if (!(await inTransaction((tx) => renewMedia(tx, scope, id)))) {
    await removePart(id, part);
    throw new AppError("not_found");
  }
  return ok({ part });
}

const lengthOf = (bytes: number, part: number) => Math.min(VIDEO_PART_BYTES, bytes - part * VIDEO_PART_BYTES);

/**
 * Looks at a video whose parts are all there, part by part (`examineVideo`), and keeps it, so that pages of the merchant may
 * show it. One that is none leaves nothing behind. Refusals: `video_type`, `video_broken`, `video_codec`,
 * `video_no_picture`, `video_not_whole` when a part is not there. Throws `not_found` where none was begun.
 */
export async function finishVideo(scope: Scope, id: string): Promise<Result<VideoRef>> {
  mayChange(scope);
  const known = await inTransaction((tx) => renewMedia(tx, scope, id));
  if (!known || known.parts.length === 0) throw new AppError("not_found");
  const whole = known.storedAt && videoOf(known);
  if (whole) return ok(whole);
  for (let part = 0; part < known.parts.length; part += 1)
    if ((await getPart(id, part))?.length !== lengthOf(known.bytes, part)) return refuse("video_not_whole");
  const found = await examineVideo(partReader(id, known.bytes), known.bytes);
  if ("fault" in found) {
    await giveUp(scope, id, known.bytes);
    return refuse(found.fault);
  }
  await putAbout(id, { type: found.type, bytes: known.bytes });
  return ok(await keepFound(scope, { id, name: known.name, bytes: known.bytes }, found));
}

async function keepFound(
  scope: Scope,
  { id, name, bytes }: { id: string; name: string; bytes: number },
  { type, width, height }: Exclude<ExaminedVideo, { fault: unknown }>,
): Promise<VideoRef> {
  await inTransaction(async (tx) => {
    if (!(await markMediaStored(tx, scope, id, { type, width, height }))) {
      // Somebody else sent the same one meanwhile, or its time was over.
      if ((await lockMedia(tx, scope, id))?.storedAt) return;
      throw new AppError("busy");
    }
    const after = { name, type, width, height, bytes };
    await recordAudit(tx, scope, [{ action: "video.keep", objectType: "video", objectId: id, after }]);
  });
  return { id, type, width, height, bytes };
}

// What is left over of it when this is cut off goes with the job.
async function giveUp(scope: Scope, id: string, bytes: number): Promise<void> {
  if (!(await inTransaction((tx) => giveUpMedia(tx, scope, id)))) return;
  await storage().remove(videoKeys(id, bytes));
  await inTransaction((tx) => deleteMedia(tx, [{ merchantId: scope.merchantId, id }]));
}

/** Reads a video from its parts, holding one of them. */
function partReader(id: string, bytes: number): ReadBytes {
  const at = { part: -1, data: new Uint8Array() };
  const load = async (part: number) => {
    if (at.part === part) return at.data;
    const data = await getPart(id, part);
    if (!data) throw new AppError("busy");
    at.part = part;
    at.data = new Uint8Array(data);
    return at.data;
  };
  return async (from, length) => {
    const until = Math.min(from + length, bytes);
    const read = new Uint8Array(Math.max(0, until - from));
    for (let done = 0; done < read.length; ) {
      const part = Math.floor((from + done) / VIDEO_PART_BYTES);
      const start = from + done - part * VIDEO_PART_BYTES;
      const piece = (await load(part)).subarray(start, start + read.length - done);
      read.set(piece, done);
      done += piece.length;
    }
    return read;
  };
}
