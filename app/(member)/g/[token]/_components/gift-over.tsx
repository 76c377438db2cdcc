import { useTranslations } from "next-intl";
import { Icon } from "@/components/blocks/icon";
import { PlainLink, PlainState } from "@/components/ui/plain";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { GiftDetail } from "@/lib/vouchers/queries/gifts";
import type { GiftStanding } from "@/lib/vouchers/rules/gift";

type GiftOverProps = { gift: GiftDetail; merchant: Merchant; standing: Exclude<GiftStanding, "waiting"> };

/** A gift that its reader cannot take: their own, theirs already, another's, taken back, declined or over; and where to go from there. */
export function GiftOver({ gift, merchant, standing }: GiftOverProps) {
  const t = useTranslations("member.gift");
  const home = `/m/${merchant.slug}`;
  const coupon = `${home}/coupons/${gift.voucher.id}`;
  const toCoupon = { href: coupon, label: t("yoursTo") };
  const toHome = { href: home, label: t("home", { merchant: merchant.name }) };
  const ways = {
    own: { href: `${coupon}/gift`, label: t("ownTo") },
    ownTaken: { href: `${home}/coupons/given`, label: t("givenLink") },
    ...{ ownDeclined: toCoupon, ownWithdrawn: toCoupon, ownOver: toCoupon, yours: toCoupon },
    ...{ taken: toHome, withdrawn: toHome, declined: toHome, over: toHome },
  };
  const way = ways[standing];
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
