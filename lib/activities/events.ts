/** A win as it is told to others. */
export type WinToTell = {
  readonly participationId: string;
  readonly memberId: string;
  /** One for each unit of what the pool gives. */
  readonly vouchers: readonly { readonly id: string }[];
};

/** What the wins of one announcement have in common, as the inside of a JSON object: one coupon for each unit. */
export function toldOfAll(
  activityId: string,
  poolId: string,
  { items }: { readonly items: readonly { readonly couponId: string; readonly quantity: number }[] },
): string {
  const coupons = items.flatMap(({ couponId, quantity }) => Array.from({ length: quantity }, () => couponId));
  return JSON.stringify({ activityId, poolId, coupons }).slice(1, -1);
}

/**
 * One win among those of an announcement, as JSON: told by `announced_events` (migration 0010) as a member's taking part,
 * and each voucher that came into being (api.md). Ids hold nothing that JSON would escape.
 */
export function winToTell({ participationId, memberId, vouchers }: WinToTell): string {
  let told = `["${participationId}","${memberId}"`;
  for (const { id } of vouchers) told += `,"${id}"`;
  return `${told}]`;
}
