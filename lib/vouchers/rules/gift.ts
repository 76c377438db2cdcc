import { type BenefitType, isGiftable } from "@/lib/coupons/schema";
import { addHours, type Instant } from "@/lib/kernel/time";
import { type VoucherFacts, voucherStatus } from "@/lib/vouchers/rules";

/** So long a friend has to take a gift. */
export const GIFT_HOURS = 24;

/** Until when a voucher that is offered at `now` can be taken: for a day, and never longer than it is good. */
export function giftEnd(validUntil: Instant | null, now: Instant): Instant {
  const day = addHours(now, GIFT_HOURS);
  return validUntil !== null && validUntil < day ? validUntil : day;
}

/** Most characters that a giver writes to their friend. */
export const GIFT_MESSAGE = 100;

export type GiftFacts = VoucherFacts & {
  /** Whose it was first, where it was given already. */
  readonly issuedTo: string | null;
  /** Of the terms that it was issued under. */
  readonly giftable: boolean;
  readonly type: BenefitType;
  /** Where its code is from: one that was imported is another system's, and cannot change with the owner. */
  readonly codeSource: "on_claim" | "generated" | "imported";
};

/**
 * Whether a voucher is one that its holder may give to a friend, however it stands now: its terms say so, its type is one that can be
 * given, its code can change, and it was not a gift itself.
 */
export function mayBeGiven({
  issuedTo,
  giftable,
  type,
  codeSource,
}: Omit<GiftFacts, keyof VoucherFacts>): boolean {
  return giftable && isGiftable(type) && codeSource !== "imported" && issuedTo === null;
}

/**
 * Why a voucher cannot be offered as a gift at `now`; null = it can. `not_giftable`: never; `voucher_not_free`: it is used, over,
 * taken back, on an order or offered already. One that is not good yet can.
 */
export function giftRefusal(facts: GiftFacts, now: Instant): "not_giftable" | "voucher_not_free" | null {
  if (!mayBeGiven(facts)) return "not_giftable";
  // An order that ran out unpaid keeps it until somebody gives it up: what is stored counts.
  const isFree = facts.status === "available" && voucherStatus(facts, now) === "available";
  return isFree ? null : "voucher_not_free";
}

export type GiftStatus = "waiting" | "taken" | "declined" | "withdrawn" | "over";

/** How a gift stands at `now`: one that nobody took is over at the very instant of its end, whatever any job does. */
export function giftStatus(
  gift: { readonly status: GiftStatus; readonly endsAt: Instant },
  now: Instant,
): GiftStatus {
  if (gift.status !== "waiting") return gift.status;
  return gift.endsAt <= now ? "over" : "waiting";
}

/**
 * What a giver is told on a voucher's page of the last gift of it, where nothing told them yet; null = nothing. Of a voucher that is over
 * (`isOver`) no gift can be taken any more, also where it is stored as waiting.
 */
export function lastWords(
  last: { readonly status: GiftStatus } | null,
  isOver: boolean,
): "lastDeclined" | "lastOver" | "lastExpired" | null {
  if (isOver) return last?.status === "over" || last?.status === "waiting" ? "lastExpired" : null;
  if (last?.status === "declined") return "lastDeclined";
  return last?.status === "over" ? "lastOver" : null;
}

/** What its giver is told of a gift that waits no more. */
const ownEnds = {
  taken: "ownTaken",
  declined: "ownDeclined",
  withdrawn: "ownWithdrawn",
  over: "ownOver",
} as const;

/** What somebody who opens the link of a gift is told; `own` = it waits, and is its reader's to give. */
export type GiftStanding = GiftStatus | "own" | (typeof ownEnds)[keyof typeof ownEnds] | "yours";

/** As `giftStatus`, for one reader: the giver, whoever took it, or anybody else (`readerId` null = not signed in). */
export function giftStanding(
  gift: {
    readonly status: GiftStatus;
    readonly endsAt: Instant;
    readonly giverId: string;
    readonly receiverId: string | null;
    /** Whether the giver is still a member who may give. */
    readonly isGiverGood: boolean;
  },
  readerId: string | null,
  now: Instant,
): GiftStanding {
  const status = giftStatus(gift, now);
  if (readerId !== null && readerId === gift.giverId) return status === "waiting" ? "own" : ownEnds[status];
  if (status === "taken" && readerId !== null && readerId === gift.receiverId) return "yours";
  return status === "waiting" && !gift.isGiverGood ? "over" : status;
}

/** What somebody is told on the page of a gift that waits and was not taken by itself when they signed in. */
const notTaken = { blocked: "blocked", too_many_tries: "notTakenLater", busy: "notTaken" } as const;

/** As an address says it (`refused=`); null for what we never write there, or what the page itself tells. */
export const whyNotTaken = (refused: string | string[] | undefined) =>
  typeof refused === "string" && Object.hasOwn(notTaken, refused)
    ? notTaken[refused as keyof typeof notTaken]
    : null;
