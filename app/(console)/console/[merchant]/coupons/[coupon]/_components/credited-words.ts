import { formatMoney } from "@/lib/kernel/money";
import type { VoucherUse } from "@/lib/vouchers/queries/uses";

type Words = (key: "creditedPoints", values: { points: number }) => string;

/** What a coupon credited when it was used, in words. */
export function creditedWords(
  { unit, amount }: NonNullable<VoucherUse["credited"]>,
  locale: string,
  t: Words,
): string {
  return unit === "points"
    ? t("creditedPoints", { points: amount })
    : `+${formatMoney(amount, unit, locale)}`;
}
