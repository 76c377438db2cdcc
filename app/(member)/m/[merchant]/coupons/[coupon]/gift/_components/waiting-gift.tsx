import { randomUUID } from "node:crypto";
import { useLocale, useTranslations } from "next-intl";
import { QrPicture } from "@/app/(member)/m/[merchant]/coupons/[coupon]/_components/code-panel";
import { ShareLink } from "@/app/(member)/m/[merchant]/coupons/[coupon]/gift/_components/share-link";
import { PlainCard, PlainField } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import type { Merchant } from "@/lib/platform/auth/gates";
import { giftToken } from "@/lib/platform/auth/gift-place";
import { env } from "@/lib/platform/env";
import { withdrawGift } from "@/lib/vouchers/actions/gifts";
import type { VoucherDetail } from "@/lib/vouchers/queries";
import type { getOffer } from "@/lib/vouchers/queries/gifts";

type WaitingGiftProps = {
  offer: NonNullable<Awaited<ReturnType<typeof getOffer>>>;
  voucher: VoucherDetail;
  merchant: Merchant;
};

/** The link of a gift that nobody has taken yet, to send on, and the way to take it back. */
export function WaitingGift({ offer, voucher, merchant }: WaitingGiftProps) {
  const t = useTranslations("member.gift");
  const login = useTranslations("member.login");
  const format = new Intl.DateTimeFormat(useLocale(), {
    ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: merchant.timeZone },
  });
  const url = `${env().BASE_URL}/g/${giftToken(offer.id)}`;
  const date = format.format(offer.endsAt);
  const isOver = offer.endsAt <= voucher.now;
  return (
    <>
      <PlainCard className="grid gap-4">
        <p className="text-sm">{t(isOver ? "ended" : "until", { date })}</p>
        {offer.message ? <p className="text-sm text-ink-2">{t("said", { message: offer.message })}</p> : null}
        {isOver ? null : (
          <>
            <PlainField name="link" label={t("link")} help={t("linkHelp")} value={url} readOnly />
            <ShareLink
              url={url}
              text={t("shareText", { coupon: voucher.terms.name })}
              words={{ copy: t("copy"), copied: t("copied"), share: t("share") }}
            />
            <QrPicture text={url} label={t("qr")} />
          </>
        )}
      </PlainCard>
      <PlainForm
        action={withdrawGift}
        hidden={{ merchant: merchant.slug, voucher: voucher.id, requestId: randomUUID() }}
        fields={[]}
        submitLabel={t("back")}
        pendingLabel={t("backing")}
        retryLabel={login("retry")}
        lostLabel={login("lost")}
        variant="secondary"
      />
    </>
  );
}
