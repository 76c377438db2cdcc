import { useTranslations } from "next-intl";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { GiftDetail } from "@/lib/vouchers/queries/gifts";
import type { GiftStanding } from "@/lib/vouchers/rules/gift";

type GiftOverProps = { gift: GiftDetail; merchant: Merchant; standing: Exclude<GiftStanding, "waiting"> };

/** A gift that its reader cannot take: their own, theirs already, another's, taken back, declined or over. */
export function GiftOver({ gift, merchant, standing }: GiftOverProps) {
  const t = useTranslations("member.gift");
  const home = `/m/${merchant.slug}`;
  const coupon = `${home}/coupons/${gift.voucher.id}`;
  const ways = {
    own: { href: `${coupon}/gift`, label: t("ownTo") },
    yours: { href: coupon, label: t("yoursTo") },
  };
  const way =
    standing === "own" || standing === "yours"
      ? ways[standing]
      : { href: home, label: t("home", { merchant: merchant.name }) };
  return (
    <PlainState
      icon={<Icon name="ticket" />}
      title={t(standing)}
      text={t(`${standing}Text`)}
      action={
        <PlainLink href={way.href} variant="secondary">
          {way.label}
        </PlainLink>
      }
    />
  );
}
