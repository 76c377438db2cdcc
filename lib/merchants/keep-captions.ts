import { createHash } from "node:crypto";
import { inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { contentId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { MAX_CAPTIONS_BYTES } from "@/lib/kernel/video";
import { recordAudit } from "@/lib/merchants/record-audit";
import { countMediaBytes, lockImages } from "@/lib/merchants/repository/images";
import {
  insertMedia,
  lockMedia,
  markMediaStored,
  type NewMedia,
  renewMedia,
} from "@/lib/merchants/repository/media";
import { readCaptions, writeCaptions } from "@/lib/merchants/rules/captions";
import { keptName } from "@/lib/merchants/rules/file-name";
import { MEDIA_ROOM_BYTES, roomFor } from "@/lib/merchants/rules/images";
import type { Scope } from "@/lib/platform/auth/scope";
import { putCaptions } from "@/lib/platform/videos/files";

export type KeptCaptions = { readonly id: string; readonly name: string };

function textOf(data: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return null;
  }
}

/**
 * Keeps captions of a video, written anew from what is said in them (`readCaptions`), so that pages of the merchant may show
 * them; those that nothing shows go after a week. The same ones sent twice are one. What is refused leaves nothing behind.
 * Refusals: those of `readCaptions`, `captions_large{kilobytes}`, `captions_text` for what is no text in UTF-8,
 * `image_room{megabytes}`. Throws `forbidden` for who only looks as another role, `busy`.
 */
export async function keepCaptions(
  scope: Scope,
  sent: { readonly data: Uint8Array; readonly name: string },
): Promise<Result<KeptCaptions>> {
  if (scope.isPreview) throw new AppError("forbidden", "a preview changes nothing", { reason: "preview" });
  if (sent.data.length > MAX_CAPTIONS_BYTES)
    return refuse("captions_large", { kilobytes: MAX_CAPTIONS_BYTES / 1024 });
  const text = textOf(sent.data);
  if (text === null) return refuse("captions_text");
  const cues = readCaptions(text);
  if (!cues.ok) return cues;
  const body = writeCaptions(cues.value);
  const hash = createHash("sha256").update(`${scope.merchantId}\0vtt\0${body}`).digest();
  const name = keptName(sent.name);
  const file = { id: contentId("vtt", hash), name, bytes: Buffer.byteLength(body), parts: [] };
  const room = await makeRoom(scope, file);
  if (!room.ok) return room;
  if (!room.value.isWhole) {
    await putCaptions(file.id, body);
    await markWhole(scope, file, cues.value.length);
  }
  return ok({ id: file.id, name });
}

// The row comes first: a file that is there without one would be nobody's for ever.
async function makeRoom(scope: Scope, file: NewMedia): Promise<Result<{ isWhole: boolean }>> {
  return await inTransaction(async (tx) => {
    await lockImages(tx, scope);
    const known = await lockMedia(tx, scope, file.id);
    if (known) {
      // Its file is being removed: in a moment it can be sent anew.
      if (known.removedAt) throw new AppError("busy");
      await renewMedia(tx, scope, file.id);
      return ok({ isWhole: known.storedAt !== null });
    }
    if (!roomFor(await countMediaBytes(tx, scope), file.bytes))
      return refuse("image_room", { megabytes: MEDIA_ROOM_BYTES / 1024 / 1024 });
    await insertMedia(tx, scope, file);
    return ok({ isWhole: false });
  });
}

async function markWhole(scope: Scope, file: NewMedia, cues: number): Promise<void> {
  await inTransaction(async (tx) => {
    if (!(await markMediaStored(tx, scope, file.id, { type: "vtt", width: null, height: null }))) {
      // Somebody else sent the same ones meanwhile, or their time was over.
      if ((await lockMedia(tx, scope, file.id))?.storedAt) return;
      throw new AppError("busy");
    }
    const after = { name: file.name, bytes: file.bytes, cues };
    await recordAudit(tx, scope, [
      { action: "captions.keep", objectType: "captions", objectId: file.id, after },
    ]);
  });
}
