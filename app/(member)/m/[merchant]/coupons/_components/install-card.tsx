import { useTranslations } from "next-intl";
import { InstallOffer } from "@/app/(member)/m/[merchant]/coupons/_components/install-offer";
import type { VoucherTab } from "@/lib/vouchers/queries";

/** Coupons a member has had before they are asked to put the merchant's pages on their home screen. */
const ENOUGH = 2;

type InstallCardProps = { merchant: { slug: string; name: string }; counts: Record<VoucherTab, number> };

/** Offers the merchant's pages as an app to who comes back for coupons. */
export function InstallCard({ merchant, counts }: InstallCardProps) {
  const t = useTranslations("member.install");
  if (counts.available + counts.used + counts.expired < ENOUGH) return null;
  const words = {
    title: t("title"),
    text: t("text", { merchant: merchant.name }),
    add: t("add"),
    later: t("later"),
  };
  return <InstallOffer merchant={merchant.slug} words={words} />;
}
