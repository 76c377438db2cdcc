import { inTransaction } from "@/db/transaction";
import { beginMediaRemoval, deleteMedia } from "@/lib/merchants/repository/media";
import { storage } from "@/lib/platform/storage/storage";
import { captionsKeys, videoKeys } from "@/lib/platform/videos/files";

const BATCH = 10;

/**
 * Removes videos and captions that nothing showed for a week and those that never became whole within an hour: first
 * it is written that they go, then go the files, then the rows. Cut off at any point, the next call goes on. Tells how many.
 */
export async function removeMedia(signal: AbortSignal): Promise<number> {
  let removed = 0;
  for (let found = BATCH; found === BATCH && !signal.aborted; ) {
    const gone = await inTransaction((tx) => beginMediaRemoval(tx, BATCH));
    found = gone.length;
    for (const { id, bytes } of gone)
      await storage().remove(id.startsWith("vid_") ? videoKeys(id, bytes) : captionsKeys(id));
    if (found > 0) await inTransaction((tx) => deleteMedia(tx, gone));
    removed += found;
  }
  return removed;
}
