import { createHash } from "node:crypto";
import { inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { contentId } from "@/lib/kernel/id";
import type { ImageCrop } from "@/lib/kernel/image";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import {
  countMediaBytes,
  insertImage,
  lockImage,
  lockImages,
  markStored,
  type NewImage,
  renewImage,
} from "@/lib/merchants/repository/images";
import { keptName } from "@/lib/merchants/rules/file-name";
import { MEDIA_ROOM_BYTES, roomFor } from "@/lib/merchants/rules/images";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EncodedImage, encodeImage } from "@/lib/platform/images/encode";
import { imageKey } from "@/lib/platform/images/serve";
import { storage } from "@/lib/platform/storage/storage";

export type SentImage = {
  readonly data: Uint8Array;
  /** What its file was called. */
  readonly name: string;
  /** Null = all of it. */
  readonly crop: ImageCrop | null;
};

export type KeptImage = { readonly id: string; readonly width: number; readonly height: number };

/**
 * Keeps an image that somebody sent in, made anew in every size (`encodeImage`), so that things of the merchant may show
 * it; one that nothing shows goes after a week. The same image sent twice is one. What is refused leaves nothing behind,
 * and neither does what broke half way. Refusals: those of `encodeImage`, `image_room{megabytes}` when the merchant's room
 * is used up. Throws `forbidden` for who only looks as another role, `busy`.
 */
export async function keepImage(scope: Scope, sent: SentImage): Promise<Result<KeptImage>> {
  if (scope.isPreview) throw new AppError("forbidden", "a preview changes nothing", { reason: "preview" });
  const encoded = await encodeImage(sent.data, sent.crop);
  if (!encoded.ok) return encoded;
  const image = describe(scope, sent.name, encoded.value);
  const room = await makeRoom(scope, image);
  if (!room.ok) return room;
  if (!room.value.isWhole) {
    for (const { name, type, data } of encoded.value.files) {
      await storage().put(imageKey(image.id, name), data, type);
    }
    const stored = await inTransaction((tx) => markStored(tx, scope, image.id));
    if (!stored) throw new AppError("busy");
  }
  return ok({ id: image.id, width: image.width, height: image.height });
}

// Named by merchant and content: nobody else's image has its name, however alike, and nobody can guess it.
function describe(scope: Scope, name: string, { width, height, files }: EncodedImage): NewImage {
  const hash = createHash("sha256").update(`${scope.merchantId}\0`);
  for (const file of files) hash.update(`${file.name}\0${file.data.length}\0`).update(file.data);
  return {
    id: contentId("img", hash.digest()),
    name: keptName(name),
    width,
    height,
    bytes: files.reduce((sum, file) => sum + file.data.length, 0),
  };
}

// The row comes first: a file that is there without one would be nobody's for ever.
async function makeRoom(scope: Scope, image: NewImage): Promise<Result<{ isWhole: boolean }>> {
  return await inTransaction(async (tx) => {
    await lockImages(tx, scope);
    const known = await lockImage(tx, scope, image.id);
    if (known) {
      // Its files are being removed: in a moment it can be sent anew.
      if (known.removedAt) throw new AppError("busy");
      await renewImage(tx, scope, image.id);
      return ok({ isWhole: known.storedAt !== null });
    }
    if (!roomFor(await countMediaBytes(tx, scope), image.bytes)) {
      return refuse("image_room", { megabytes: MEDIA_ROOM_BYTES / 1024 / 1024 });
    }
    await insertImage(tx, scope, image);
    const { name, width, height, bytes } = image;
    await recordAudit(tx, scope, [
      {
        action: "image.keep",
        objectType: "image",
        objectId: image.id,
        after: { name, width, height, bytes },
      },
    ]);
    return ok({ isWhole: false });
  });
}
