import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { participations } from "@/db/schema/activities";
import { toldWins } from "@/db/schema/activity-pages";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

type OwnWin = { readonly id: string; readonly activityId: string; readonly at: Instant };

/** A member's own success, held so that it stays until the transaction ends; null = it is none of theirs. */
export async function holdOwnWin(tx: Tx, scope: Scope, memberId: string, id: string): Promise<OwnWin | null> {
  const p = participations;
  const [row] = await tx
    .select({ id: p.id, activityId: p.activityId, at: p.at })
    .from(p)
    .where(and(eq(p.merchantId, scope.merchantId), eq(p.id, id), eq(p.memberId, memberId)))
    .for("key share");
  return row ?? null;
}

/** Lets pages tell of a win; false = they may already. */
export async function insertToldWin(tx: Tx, scope: Scope, { id, activityId, at }: OwnWin): Promise<boolean> {
  const rows = await tx
    .insert(toldWins)
    .values({ merchantId: scope.merchantId, participationId: id, activityId, at })
    .onConflictDoNothing()
    .returning({ id: toldWins.participationId });
  return rows.length === 1;
}

/** Lets no page tell of a win any more; false = none may. */
export async function deleteToldWin(tx: Tx, scope: Scope, { id }: OwnWin): Promise<boolean> {
  const rows = await tx
    .delete(toldWins)
    .where(and(eq(toldWins.merchantId, scope.merchantId), eq(toldWins.participationId, id)))
    .returning({ id: toldWins.participationId });
  return rows.length === 1;
}
