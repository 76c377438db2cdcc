import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { type VoucherFacts, voucherStatus } from "@/lib/vouchers/rules";

/**
 * The later end of a voucher that somebody can still use, its member or whoever takes it as a gift: a promise may be kept for longer,
 * never for less (I-9), and one that is over was told of and may have been given back as money. Refusals: `reserved`, `used`,
 * `cancelled`, `expired`; `no_end` where it is good for ever; `not_later`.
 */
export function extendedEnd(voucher: VoucherFacts, until: Instant, now: Instant): Result<Instant> {
  const status = voucherStatus(voucher, now);
  if (status !== "available" && status !== "transferred") return refuse(status);
  if (voucher.validUntil === null) return refuse("no_end");
  return until > voucher.validUntil ? ok(until) : refuse("not_later");
}
