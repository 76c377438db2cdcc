import { useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import { PlainLink } from "@/components/ui/plain";
import { showsWinners, useWordOf } from "@/lib/activities/schema/page";
import { activityPath } from "@/lib/activities/schema/path";
import type { PageView } from "./page-view";
import { TellWin } from "./tell-win";
import { UseNow } from "./use-now";
import { WonBar, WonBody } from "./won-body";

/** The page of a member who has just won, where nobody has: for looking at it before it is there. All it leads to is the page. */
export function WonView({ view, language }: { view: PageView; language: string }) {
  const t = useTranslations("activity-page.won");
  const words = useTranslations("ticket");
  const { facts, page, merchant, now } = view;
  const prizes = facts.pools[0]?.prizes ?? [];
  const { slug, name, rules } = facts.activity;
  const word = useWordOf(page);
  const here = view.preview ?? activityPath(slug);
  const won = prizes.flatMap(({ coupon, quantity }) =>
    Array.from({ length: quantity }, (_, n) => ({ coupon, n })),
  );
  const tell = <TellWin slug={slug} win={{ id: "", isTold: false, shownAs: null }} isLater={false} />;
  return (
    <WonBody
      {...{ activity: name, count: won.length, page, paths: { prizes: here, again: here } }}
      tell={showsWinners(page) ? tell : null}
    >
      {won.map(({ coupon, n }) => (
        <div key={`${coupon.id} ${n}`} className="grid gap-2">
          <CouponTicket
            {...ticketWords(
              { ...coupon, productName: coupon.productName ?? undefined, timeZone: merchant.timeZone, now },
              language,
              words,
            )}
            headingLevel={2}
            action={<PlainLink href={here}>{t("show")}</PlainLink>}
          />
          <UseNow
            {...{ shop: merchant.slug, word, href: rules.useLinks?.[coupon.id] }}
            coupon={coupon.name}
          />
        </div>
      ))}
    </WonBody>
  );
}

/** The bar below it. */
export function WonViewBar({ view }: { view: PageView }) {
  return <WonBar wallet={view.preview ?? activityPath(view.facts.activity.slug)} />;
}
