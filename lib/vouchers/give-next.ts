import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { pageAudience } from "@/lib/members/page-audience";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";
import { giveMany } from "@/lib/vouchers/give-many";
import {
  insertGivingRows,
  lockGiving,
  membersIn,
  nextWaiting,
  settleRows,
} from "@/lib/vouchers/repository/givings";
import type { GivingReason } from "@/lib/vouchers/schema";

/** How far a giving is. */
export type GivingPlace = {
  /** The last member of an audience that was looked at, and the line of the last one in it. */
  readonly after: string | null;
  readonly line: number;
  readonly given: number;
  readonly refused: number;
  /** How many are to go in all: of an audience, as many as it reached when it was asked for; null = nobody counted. */
  readonly total: number | null;
  readonly isOver: boolean;
};
/** A step of a giving: where it came to, and why not of each member that it looked at; null = given. */
export type GivingStep = { readonly place: GivingPlace; readonly came: readonly (GivingReason | null)[] };
export const GIVING_START = { after: null, line: 0, given: 0, refused: 0, isOver: false } as const;

/** Copies given in one transaction at most: others who want the coupon wait as long. */
const COPIES_AT_ONCE = 500;
/** Members of an audience looked at in one transaction. */
const MEMBERS_AT_ONCE = 200;

type Giving = NonNullable<Awaited<ReturnType<typeof lockGiving>>>;

/**
 * Gives to the next members of a giving, and writes what came of each, in the caller's transaction: both or neither. The
 * rows are the giving's memory: who has one that is settled is never given again, from whatever place it goes on.
 */
export async function giveNext(
  tx: Tx,
  scope: Scope,
  givingId: string,
  place: GivingPlace,
): Promise<GivingStep> {
  const giving = await lockGiving(tx, scope, givingId);
  if (!giving) throw new AppError("not_found");
  const most = Math.max(1, Math.min(MEMBERS_AT_ONCE, Math.floor(COPIES_AT_ONCE / giving.quantity)));
  return giving.audience
    ? await giveToAudience(tx, scope, { ...giving, audience: giving.audience }, place, most)
    : await giveToList(tx, scope, giving, place, most);
}

async function giveToList(
  tx: Tx,
  scope: Scope,
  giving: Giving,
  place: GivingPlace,
  most: number,
): Promise<GivingStep> {
  const waiting = await nextWaiting(tx, scope, giving.id, most);
  if (waiting.length === 0) return { place: { ...place, isOver: true }, came: [] };
  const memberIds = waiting.map(({ memberId }) => memberId);
  const came = await giveMany(tx, scope, { ...giving, memberIds, sourceId: giving.id });
  const settled = waiting.map(({ line, memberId }) => ({ line, reason: came.get(memberId) ?? null }));
  await settleRows(tx, scope, giving.id, settled);
  return { place: counted(place, settled), came: settled.map(({ reason }) => reason) };
}

async function giveToAudience(
  tx: Tx,
  scope: Scope,
  giving: Giving & { readonly audience: Audience },
  place: GivingPlace,
  most: number,
): Promise<GivingStep> {
  const page = await pageAudience(tx, scope, giving.audience, { after: place.after, most });
  if (page.last === null) return { place: { ...place, isOver: true }, came: [] };
  const known = await membersIn(tx, scope, giving.id, page.memberIds);
  const memberIds = page.memberIds.filter((id) => !known.has(id));
  const after = { ...place, after: page.last };
  if (memberIds.length === 0) return { place: after, came: [] };
  const came = await giveMany(tx, scope, { ...giving, memberIds, sourceId: giving.id });
  const rows = memberIds.map((memberId, index) => ({
    line: place.line + index + 1,
    value: "",
    memberId,
    reason: came.get(memberId) ?? null,
  }));
  await insertGivingRows(tx, scope, giving.id, rows, "given");
  return {
    place: { ...counted(after, rows), line: place.line + rows.length },
    came: rows.map(({ reason }) => reason),
  };
}

function counted(place: GivingPlace, rows: readonly { readonly reason: string | null }[]): GivingPlace {
  const refused = rows.filter(({ reason }) => reason !== null).length;
  return {
    ...place,
    given: place.given + rows.length - refused,
    refused: place.refused + refused,
  };
}
