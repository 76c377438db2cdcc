import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "next-intl";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { ticketWords } from "@/components/coupons/ticket-words";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";
import type { ActivityKind } from "@/lib/activities/schema";

// The form's script is at its limit: what draws rules comes where there are some.
const RichText = dynamic(() => import("@/components/blocks/rich-text").then((part) => part.RichText), {
  loading: () => <span className="block h-4" />,
});

export type PreviewPage = {
  title: string;
  period: string;
  description: string;
  rulesText: string;
  gifts: readonly (readonly { coupon: PrizeCoupon; quantity: number }[])[];
};

type PhonePreviewProps = PreviewPage & {
  kind: ActivityKind;
  merchantName: string;
  timeZone: string;
  now: Date;
};

/** What a member sees at the address; nothing in it can be used. */
export function PhonePreview({ kind, merchantName, timeZone, now, ...page }: PhonePreviewProps) {
  const t = useTranslations("activities.preview");
  const gifts = page.gifts.filter((gift) => gift.length > 0);
  return (
    <div
      inert
      className="max-h-[560px] overflow-y-auto rounded-[26px] border-[5px] border-ink/85 bg-bg dark:border-border-strong"
    >
      <div className="grid gap-4 px-4 pt-5 pb-6 [zoom:0.8]">
        <div className="grid gap-1">
          <span className="text-xs text-ink-2">{merchantName}</span>
          <span className="text-xl font-[650] wrap-anywhere text-ink">{page.title || t("untitled")}</span>
          <span className="text-xs text-ink-2">{page.period || t("noPeriod")}</span>
          {page.description ? (
            <span className="text-sm wrap-anywhere text-ink">{page.description}</span>
          ) : null}
        </div>
        <div className="grid gap-2 rounded-xl border border-border bg-surface p-3">
          {kind === "claim_page" ? null : (
            <>
              <span className="text-sm font-semibold text-ink">{t("password")}</span>
              <span className="h-10 rounded-lg border border-border-strong bg-surface" />
            </>
          )}
          <span className="grid h-10 place-items-center rounded-full bg-brand text-sm font-semibold text-on-brand">
            {t("claim")}
          </span>
        </div>
        <div className="grid gap-2">
          <span className="text-sm font-semibold text-ink">{t("prizes")}</span>
          {gifts.length === 0 ? <span className="text-xs text-ink-2">{t("noPrizes")}</span> : null}
          {gifts.map((gift, at) => (
            <Gift
              key={gift.map(({ coupon }) => coupon.id).join() + String(at)}
              label={gifts.length > 1 ? t("gift", { position: at + 1 }) : null}
              gift={gift}
              timeZone={timeZone}
              now={now}
            />
          ))}
        </div>
        {page.rulesText ? (
          <div className="grid gap-1">
            <span className="text-sm font-semibold text-ink">{t("rules")}</span>
            <div className="text-xs wrap-anywhere whitespace-pre-line text-ink-2 [&_a]:underline [&_ol]:list-decimal [&_ol]:ps-4 [&_ul]:list-disc [&_ul]:ps-4">
              <RichText text={page.rulesText} shop="" />
            </div>
          </div>
        ) : null}
      </div>
    </div>
  );
}

type GiftProps = { label: string | null; gift: PreviewPage["gifts"][number]; timeZone: string; now: Date };

function Gift({ label, gift, timeZone, now }: GiftProps) {
  const locale = useLocale();
  const ticket = useTranslations("ticket");
  return (
    <div className="grid gap-2">
      {label ? <span className="text-xs text-ink-2">{label}</span> : null}
      {gift.map(({ coupon, quantity }) => (
        <CouponTicket
          key={coupon.id}
          {...ticketWords(
            { ...coupon, productName: coupon.productName ?? undefined, timeZone, now },
            locale,
            ticket,
          )}
          tag={quantity > 1 ? `×${quantity}` : undefined}
          headingLevel={4}
        />
      ))}
    </div>
  );
}
