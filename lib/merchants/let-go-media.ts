import { inTransaction } from "@/db/transaction";
import { letGoUnnamed, lockHeld, type SentTable } from "@/lib/merchants/repository/named-media";

const BATCH = 100;
/** How many batches of each table one call looks at: with a call an hour, some fifty thousand files a day. */
const BATCHES = 20;

/**
 * Looks once a day whether anything still names an image, a video or captions that something showed: a kept version of a
 * page, a template, an activity, a coupon's terms, a pack, a placement, a setting. What nothing names has a week from then, and is
 * removed as what nothing ever showed (`removeImages`). One that is named again at the same time stays, whoever was first.
 * Tells how many were let go.
 */
export async function letGoMedia(signal: AbortSignal): Promise<number> {
  return (await letGo("images", signal)) + (await letGo("media", signal));
}

async function letGo(table: SentTable, signal: AbortSignal): Promise<number> {
  let gone = 0;
  for (let batch = 0, found = BATCH; found === BATCH && batch < BATCHES && !signal.aborted; batch++) {
    found = await inTransaction(async (tx) => {
      const files = await lockHeld(tx, table, BATCH);
      if (files.length > 0) gone += await letGoUnnamed(tx, table, files);
      return files.length;
    });
  }
  return gone;
}
