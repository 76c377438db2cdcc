import { useTranslations } from "next-intl";
import { PlainLink } from "@/components/ui/plain";
import type { VoucherDetail } from "@/lib/vouchers/queries";
import { isGiftOver, type voucherStanding } from "@/lib/vouchers/rules";
import { mayBeGiven } from "@/lib/vouchers/rules/gift";

type GiftWayProps = { voucher: VoucherDetail; standing: ReturnType<typeof voucherStanding>; wallet: string };

/** What of a coupon decides whether it can ever be given to a friend. */
export const givenFacts = ({ issuedTo, codeSource, terms }: VoucherDetail) => ({
  ...{ issuedTo, codeSource, giftable: terms.giftable, type: terms.benefit.type },
});

/** The way to give the coupon to a friend, or to the gift that waits; nothing where there is none. */
export function GiftWay({ voucher, standing, wallet }: GiftWayProps) {
  const t = useTranslations("member.gift");
  const isOffered = standing === "transferred";
  // An order that ran out unpaid keeps it until the order is given up, a minute at most.
  const isFree = voucher.status === "available" && (standing === "available" || standing === "not_started");
  if (!isOffered && !(isFree && mayBeGiven(givenFacts(voucher)))) return null;
  return (
    <PlainLink href={`${wallet}/${voucher.id}/gift`} variant="secondary" block>
      {t(isOffered ? (isGiftOver(voucher, voucher.now) ? "back" : "pending") : "give")}
    </PlainLink>
  );
}
