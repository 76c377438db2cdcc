import { useLocale, useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import { StatusBadge } from "@/components/ui/status-badge";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";
import { couponStatus } from "@/lib/coupons/rules/status";

type PrizeCouponLineProps = { coupon: PrizeCoupon; timeZone: string; now: Date };

/** A coupon in one line: what it is worth, its name, whether it can be given, and how many are left. */
export function PrizeCouponLine({ coupon, timeZone, now }: PrizeCouponLineProps) {
  const locale = useLocale();
  const t = useTranslations("activities.prize");
  const ticket = useTranslations("ticket");
  const words = ticketWords(
    { ...coupon, productName: coupon.productName ?? undefined, timeZone, now },
    locale,
    ticket,
  );
  const left = coupon.quantity === null ? null : coupon.quantity - coupon.issued;
  return (
    <span className="grid min-w-0 grid-cols-[88px_minmax(0,1fr)] items-center gap-x-3">
      <span className="min-w-0 [&>*]:inline-block! [&>*]:max-w-full [&>*]:truncate">
        <CouponTicket size="XS" value={words.value} condition={words.condition} name={coupon.name} />
      </span>
      <span className="grid min-w-0">
        <span className="truncate text-sm font-[550] text-ink">{coupon.name}</span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs font-normal text-ink-2">
          <StatusBadge status={couponStatus(coupon, now)} />
          <span className="tabular">{left === null ? t("unlimited") : t("left", { count: left })}</span>
        </span>
      </span>
    </span>
  );
}
