import { useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import type { PageView } from "./page-view";
import { WonHead } from "./won-head";

/** What a member sees who has just won, where nobody has: for looking at a page before it is there. */
export function WonView({ view, language }: { view: PageView; language: string }) {
  const words = useTranslations("ticket");
  const prizes = view.facts.pools[0]?.prizes ?? [];
  const { timeZone } = view.merchant;
  return (
    <div className="grid gap-5">
      <WonHead activity={view.facts.activity.name} count={prizes.length} page={view.page} />
      {prizes.map(({ coupon }) => (
        <CouponTicket
          key={coupon.id}
          {...ticketWords(
            { ...coupon, productName: coupon.productName ?? undefined, timeZone, now: view.now },
            language,
            words,
          )}
          headingLevel={2}
        />
      ))}
    </div>
  );
}
