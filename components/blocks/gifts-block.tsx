import { useLocale, useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import { poolIsGone } from "./activity-state";

type GiftsBlockProps = {
  pools: ActivityPage["pools"];
  /** The merchant's: coupons count their days in it. */
  timeZone: string;
  now: Date;
  /** Stock is told while the activity runs. */
  showStock: boolean;
};

/** What can be won, as tickets: each gift with what is left of it. Which password gives which gift is not told. */
export function GiftsBlock({ pools, timeZone, now, showStock }: GiftsBlockProps) {
  const t = useTranslations("activity-page");
  return (
    <section aria-labelledby="gifts" className="grid gap-3">
      <h2 id="gifts" className="text-lg font-semibold">
        {t("prizes")}
      </h2>
      {pools.map((pool, index) => (
        <div key={pool.id} className="grid gap-3">
          {pools.length > 1 ? (
            <h3 className="text-sm font-semibold text-ink-2">{t("gift", { number: index + 1 })}</h3>
          ) : null}
          {pool.prizes.map((prize) => (
            <Gift
              key={prize.coupon.id}
              prize={prize}
              timeZone={timeZone}
              now={now}
              nested={pools.length > 1}
            />
          ))}
          {showStock ? <Stock pool={pool} isGone={poolIsGone(pool, now)} /> : null}
        </div>
      ))}
    </section>
  );
}

type Pool = ActivityPage["pools"][number];

function Gift(props: { prize: Pool["prizes"][number]; timeZone: string; now: Date; nested: boolean }) {
  const { prize, timeZone, now, nested } = props;
  const locale = useLocale();
  const t = useTranslations("activity-page");
  const words = useTranslations("ticket");
  const { coupon, quantity } = prize;
  const facts = { ...coupon, productName: coupon.productName ?? undefined, timeZone, now };
  return (
    <CouponTicket
      {...ticketWords(facts, locale, words)}
      tag={quantity > 1 ? t("times", { count: quantity }) : undefined}
      headingLevel={nested ? 4 : 3}
    />
  );
}

function Stock({ pool, isGone }: { pool: Pool; isGone: boolean }) {
  const t = useTranslations("activity-page");
  const left = isGone ? 0 : pool.inventory - pool.issued;
  return (
    <p className="stock-line">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={(100 * left) / pool.inventory} height="6" />
      </svg>
      {isGone ? t("stockGone") : t("stockLeft", { left, total: pool.inventory })}
    </p>
  );
}
