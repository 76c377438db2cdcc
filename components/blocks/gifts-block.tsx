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
  const pools = poolsShown(
    facts.pools,
    props.items.map(({ coupon }) => coupon),
  );
  // Stock is told while the activity runs.
  const stock = state.kind === "running" ? props.stock : "none";
  return (
    <section
      aria-labelledby={id}
      className="grid gap-3"
      data-ticket={props.tickets === "theme" ? undefined : props.tickets}
    >
      <h2 id={id} className="pg-heading text-lg font-semibold">
        <GiftIcon theme={page.theme} />
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
              button={props.button}
              shop={merchant.slug}
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

/**
 * The gifts with those of their coupons that were chosen, in the order they were; nothing chosen = all of them. What was
 * chosen and is no longer won here is left out, and where that is all of it, everything is shown.
 */
export function poolsShown(pools: readonly Pool[], chosen: readonly string[]): readonly Pool[] {
  const place = ({ coupon }: Pool["prizes"][number]) => chosen.indexOf(coupon.id);
  const shown = pools.flatMap((pool) => {
    const prizes = pool.prizes.filter((prize) => place(prize) !== -1);
    return prizes.length > 0 ? [{ ...pool, prizes: prizes.toSorted((a, b) => place(a) - place(b)) }] : [];
  });
  const first = ({ prizes }: Pool) => Math.min(...prizes.map(place));
  return shown.length > 0 ? shown.toSorted((a, b) => first(a) - first(b)) : pools;
}

type GiftProps = {
  prize: Pool["prizes"][number];
  timeZone: string;
  now: Date;
  nested: boolean;
  /** What the way to use it says; empty = the product's own words. */
  button: string;
  /** The merchant's slug. */
  shop: string;
  /** Where a member who has it may use it; undefined or empty = nowhere in particular. */
  useNow?: string;
};

function Gift({ prize, timeZone, now, nested, button, shop, useNow }: GiftProps) {
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
          <SafeLink href={useNow} shop={shop} className="p-button">
            {button || t("useNow")}
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
