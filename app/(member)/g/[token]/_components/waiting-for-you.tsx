import { randomUUID } from "node:crypto";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlainBanner } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import type { Merchant } from "@/lib/platform/auth/gates";
import { acceptGift, declineGift } from "@/lib/vouchers/actions/gifts";
import type { GiftDetail } from "@/lib/vouchers/queries/gifts";
import { whyNotTaken } from "@/lib/vouchers/rules/gift";

type WaitingForYouProps = {
  gift: GiftDetail;
  merchant: Merchant;
  token: string;
  isSignedIn: boolean;
  /** Why it was not taken by itself after signing in; undefined = it was not tried. */
  refused: string | string[] | undefined;
  /** What its reader is to know before they take it. */
  children: ReactNode;
};

/** A gift that can be taken: from whom, what, until when, and yes or no. */
export function WaitingForYou(props: WaitingForYouProps) {
  const { gift, merchant, token, isSignedIn, refused, children } = props;
  const why = whyNotTaken(refused);
  const t = useTranslations("member.gift");
  const login = useTranslations("member.login");
  const shared = { retryLabel: login("retry"), lostLabel: login("lost"), fields: [] };
  const { timeZone } = merchant;
  const day = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone } as const;
  const date = new Intl.DateTimeFormat(useLocale(), day).format(gift.endsAt);
  const hidden = { token, requestId: randomUUID() };
  return (
    <>
      {isSignedIn && why ? <PlainBanner tone="danger">{t(why)}</PlainBanner> : null}
      <div className="grid gap-1">
        <h1 className="text-2xl font-bold">
          {gift.giverName ? t("from", { name: gift.giverName }) : t("fromNobody")}
        </h1>
        <p className="text-ink-2">{t("at", { merchant: merchant.name })}</p>
      </div>
      {gift.message ? <blockquote className="text-lg break-words">“{gift.message}”</blockquote> : null}
      <VoucherTicket
        voucher={{ ...gift.voucher, status: "available" }}
        timeZone={merchant.timeZone}
        now={gift.now}
        headingLevel={2}
      />
      <p className="text-sm">{t("takeUntil", { date })}</p>
      {children}
      {isSignedIn ? null : <p className="text-sm text-ink-2">{t("signIn")}</p>}
      <PlainForm
        action={acceptGift}
        hidden={hidden}
        submitLabel={t("accept")}
        pendingLabel={t("accepting")}
        {...shared}
      />
      {isSignedIn ? (
        <PlainForm
          action={declineGift}
          hidden={hidden}
          submitLabel={t("decline")}
          pendingLabel={t("declining")}
          variant="secondary"
          {...shared}
        />
      ) : null}
    </>
  );
}
