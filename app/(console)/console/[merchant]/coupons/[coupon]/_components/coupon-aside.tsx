import { useLocale, useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CouponTags } from "@/components/coupons/coupon-tags";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketFacts } from "@/components/coupons/coupon-words";
import { summarySentence } from "@/components/coupons/summary-sentence";
import { ticketWords } from "@/components/coupons/ticket-words";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Timeline, type TimelineItem } from "@/components/ui/timeline";
import type { CouponUses } from "@/lib/activities/queries/coupon-uses";
import type { CouponRow } from "@/lib/coupons/queries/coupons";

type CouponAsideProps = {
  coupon: CouponRow;
  stores: readonly { id: string; name: string }[];
  timeZone: string;
  /** For those who may put tags on it. */
  tagging?: ReactNode;
  uses: CouponUses;
  /** Where another room of this view is. */
  pathOf: (room: "activities" | "packs") => string;
};

/** Beside a coupon: its ticket, all of it in a sentence, and how it came to its state. */
export function CouponAside({ coupon, stores, timeZone, tagging, uses, pathOf }: CouponAsideProps) {
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
      <UsedBy uses={uses} pathOf={pathOf} />
      <Card title={t("detail.story")}>
        <Timeline items={useStory(coupon)} timeZone={timeZone} />
      </Card>
    </>
  );
}

/** What gives it to members, so that nobody ends it unknowing. */
function UsedBy({ uses, pathOf }: Pick<CouponAsideProps, "uses" | "pathOf">) {
  const t = useTranslations("coupons.detail");
  const kinds = (["activities", "packs"] as const).filter((kind) => uses[kind].length > 0);
  if (kinds.length === 0) return null;
  return (
    <Card title={t("usedBy")}>
      <div className="grid gap-3 text-sm">
        {kinds.map((kind) => (
          <section key={kind} className="grid gap-1">
            <h3 className="text-xs text-ink-2">{t(`usedByKinds.${kind}`)}</h3>
            <ul className="grid gap-1">
              {uses[kind].map(({ id, name }) => (
                <li key={id}>
                  <Link href={`${pathOf(kind)}/${id}`} className="text-brand wrap-anywhere hover:underline">
                    {name}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Card>
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
