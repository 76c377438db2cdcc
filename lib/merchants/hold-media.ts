import type { Tx } from "@/db/client";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { VideoRef } from "@/lib/kernel/video";
import { videoOf } from "@/lib/merchants/keep-video";
import { markMediaHeld } from "@/lib/merchants/repository/media";
import type { Scope } from "@/lib/platform/auth/scope";

export type NamedMedia = { readonly videos: readonly VideoRef[]; readonly captions: readonly string[] };

/**
 * Keeps videos and captions because something of the merchant's is about to show them, in the transaction that writes it:
 * after it they are there, stay as long as something names them (`letGoMedia`), and the videos are what is said of them. Call
 * it before the write. Repeated ones do no harm. Refusals:
 * `video_gone` and `captions_gone` when one of them is not the merchant's, not whole, not what is said of it, or was
 * removed because nothing showed it for a week.
 */
export async function holdMedia(tx: Tx, scope: Scope, named: NamedMedia): Promise<Result<undefined>> {
  const wanted = [...new Set([...named.videos.map(({ id }) => id), ...named.captions])].sort();
  if (wanted.length === 0) return ok(undefined);
  const rows = new Map((await markMediaHeld(tx, scope, wanted)).map((row) => [row.id, row]));
  const isThere = ({ id, type, width, height, bytes }: VideoRef) => {
    const row = rows.get(id);
    const found = row && videoOf(row);
    return found?.type === type && found.width === width && found.height === height && found.bytes === bytes;
  };
  if (!named.videos.every(isThere)) return refuse("video_gone");
  return named.captions.every((id) => rows.get(id)?.type === "vtt") ? ok(undefined) : refuse("captions_gone");
}
