import { randomUUID } from "node:crypto";
import { useTranslations } from "next-intl";
import { PlainCard } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { offerGift } from "@/lib/vouchers/actions/gifts";
import { GIFT_MESSAGE } from "@/lib/vouchers/rules/gift";

/** What the giver says to their friend, and the button that makes the link. */
export function OfferForm({ merchant, voucher }: { merchant: string; voucher: string }) {
  const t = useTranslations("member.gift");
  const login = useTranslations("member.login");
  return (
    <PlainCard className="grid gap-3">
      <p className="text-sm text-ink-2">{t("text")}</p>
      <PlainForm
        action={offerGift}
        hidden={{ merchant, voucher, requestId: randomUUID() }}
        fields={[
          {
            name: "message",
            label: t("message"),
            help: t("messageHelp", { most: GIFT_MESSAGE }),
            autoComplete: "off",
            maxLength: GIFT_MESSAGE,
          },
        ]}
        submitLabel={t("make")}
        pendingLabel={t("making")}
        retryLabel={login("retry")}
        lostLabel={login("lost")}
      />
    </PlainCard>
  );
}
