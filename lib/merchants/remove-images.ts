import { inTransaction } from "@/db/transaction";
import { beginRemoval, deleteImages } from "@/lib/merchants/repository/images";
import { imageKeys } from "@/lib/platform/images/serve";
import { storage } from "@/lib/platform/storage/storage";

const BATCH = 50;

/**
 * Removes images that nothing showed for a week and those that never became whole within an hour: first it is
 * written that they go, then go the files, then the rows. Cut off at any point, the next call goes on. Tells how many.
 */
export async function removeImages(signal: AbortSignal): Promise<number> {
  let removed = 0;
  for (let found = BATCH; found === BATCH && !signal.aborted; ) {
    const gone = await inTransaction((tx) => beginRemoval(tx, BATCH));
    found = gone.length;
    for (const { id } of gone) await storage().remove(imageKeys(id));
    if (found > 0) await inTransaction((tx) => deleteImages(tx, gone));
    removed += found;
  }
  return removed;
}
