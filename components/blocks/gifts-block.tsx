import { useLocale, useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import type { ActivityPage } from "@/lib/activities/queries/member-pages";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import { GiftIcon } from "./gift-icon";
import type { PageView } from "./page-view";
import { poolIsGone } from "./pool-gone";
import { SafeLink } from "./rich-text";

type GiftsBlockProps = { id: string; props: BlockProps<"prizes">; view: PageView };

/** What can be won, as tickets: each gift with what is left of it. Which password gives which gift is not told. */
export function GiftsBlock({ id, props, view }: GiftsBlockProps) {
  const t = useTranslations("activity-page");
  const { facts, merchant, now, state, page } = view;
  const { pools } = facts;
  // Stock is told while the activity runs.
  const stock = state.kind === "running" ? props.stock : "none";
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="pg-heading text-lg font-semibold">
        <GiftIcon name={page.theme.giftIcon} />
        {props.heading || t("prizes")}
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
              timeZone={merchant.timeZone}
              now={now}
              nested={pools.length > 1}
              useNow={facts.counts.total > 0 ? facts.activity.rules.useLinks?.[prize.coupon.id] : undefined}
            />
          ))}
          {stock === "none" ? null : (
            <Stock pool={pool} isGone={poolIsGone(pool, now)} exact={stock === "exact"} />
          )}
        </div>
      ))}
    </section>
  );
}

type Pool = ActivityPage["pools"][number];

type GiftProps = {
  prize: Pool["prizes"][number];
  timeZone: string;
  now: Date;
  nested: boolean;
  /** Where a member who has it may use it; undefined or empty = nowhere in particular. */
  useNow?: string;
};

function Gift({ prize, timeZone, now, nested, useNow }: GiftProps) {
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
      action={
        useNow ? (
          <SafeLink href={useNow} className="p-button">
            {t("useNow")}
            <span className="sr-only">{coupon.name}</span>
          </SafeLink>
        ) : undefined
      }
    />
  );
}

function Stock({ pool, isGone, exact }: { pool: Pool; isGone: boolean; exact: boolean }) {
  const t = useTranslations("activity-page");
  const left = isGone ? 0 : pool.inventory - pool.issued;
  const share = left / pool.inventory;
  const words = exact ? t("stockLeft", { left, total: pool.inventory }) : t("shareLeft", { share });
  return (
    <p className="stock-line">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={100 * share} height="6" />
      </svg>
      {isGone ? t("stockGone") : words}
    </p>
  );
}
