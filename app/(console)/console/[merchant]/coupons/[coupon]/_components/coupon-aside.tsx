import { useLocale, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CouponTags } from "@/components/coupons/coupon-tags";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketFacts } from "@/components/coupons/coupon-words";
import { summarySentence } from "@/components/coupons/summary-sentence";
import { ticketWords } from "@/components/coupons/ticket-words";
import { Card } from "@/components/ui/card";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { CouponRow } from "@/lib/coupons/queries/coupons";

type CouponAsideProps = {
  coupon: CouponRow;
  stores: readonly { id: string; name: string }[];
  timeZone: string;
  /** For those who may put tags on it. */
  tagging?: ReactNode;
};

/** Beside a coupon: its ticket, all of it in a sentence, and how it came to its state. */
export function CouponAside({ coupon, stores, timeZone, tagging }: CouponAsideProps) {
  const t = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  const locale = useLocale();
  const now = useNow();
  const { terms, currency, claimLimit, productName } = coupon;
  const sentence = summarySentence(
    {
      ...terms,
      currency,
      claimLimit,
      productName,
      storeName: (id) => stores.find((store) => store.id === id)?.name,
      timeZone,
    },
    locale,
    t,
  );
  return (
    <>
      <Card title={t("detail.ticket")}>
        <div className="rounded-lg bg-sunken p-2">
          <CouponTicket {...ticketWords(ticketFacts(coupon, timeZone, now), locale, ticket)} />
        </div>
      </Card>
      <Card title={t("detail.inWords")}>
        <p className="text-sm text-ink">{sentence}</p>
      </Card>
      {tagging || coupon.tags.length > 0 ? (
        <Card title={t("list.tags")} actions={tagging}>
          {coupon.tags.length > 0 ? (
            <CouponTags tags={coupon.tags} />
          ) : (
            <p className="text-sm text-ink-2">{t("list.noTags")}</p>
          )}
        </Card>
      ) : null}
      <Card title={t("detail.story")}>
        <Timeline items={useStory(coupon)} timeZone={timeZone} />
      </Card>
    </>
  );
}

function useStory(coupon: CouponRow): TimelineItem[] {
  const t = useTranslations("coupons");
  const steps: [string, string, Date | null][] = [
    [
      "created",
      coupon.createdBy ? t("detail.createdBy", { name: coupon.createdBy }) : t("detail.created"),
      coupon.createdAt,
    ],
    ["published", t("detail.published"), coupon.publishedAt],
    ["paused", t("actions.done.pause"), coupon.pausedAt],
    ["ended", t("actions.done.end"), coupon.endedAt],
    ["archived", t("actions.done.archive"), coupon.archivedAt],
  ];
  return steps
    .flatMap(([key, title, at]) => (at ? [{ key, title, at }] : []))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}
