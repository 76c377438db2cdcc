import type { Tx } from "@/db/client";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { markHeld } from "@/lib/merchants/repository/images";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Keeps images because something of the merchant's is about to show them, in the transaction that writes it: after it they
 * are there, and stay as long as something names them (`letGoMedia`). Call it before the write. Null and repeated ids do no harm. Refusal: `image_gone` when one of them is not the
 * merchant's, not whole, or was removed because nothing showed it for a week.
 */
export async function holdImages(
  tx: Tx,
  scope: Scope,
  ids: readonly (string | null | undefined)[],
): Promise<Result<undefined>> {
  const wanted = [...new Set(ids.filter((id) => typeof id === "string"))].sort();
  if (wanted.length === 0) return ok(undefined);
  return (await markHeld(tx, scope, wanted)) === wanted.length ? ok(undefined) : refuse("image_gone");
}
