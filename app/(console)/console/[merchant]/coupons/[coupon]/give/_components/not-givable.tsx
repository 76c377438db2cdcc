import { useTranslations } from "next-intl";
import { Banner } from "@/components/ui/banner";
import type { CouponRow } from "@/lib/coupons/queries/coupons";

/** Why nobody can be given this coupon now. */
export function NotGivable({ coupon, mine }: { coupon: CouponRow; mine: boolean }) {
  const t = useTranslations("coupon-giving");
  const detail = useTranslations("coupons.detail");
  if (!mine) return <Banner>{detail("noEdit")}</Banner>;
  if (!coupon.methods.includes("targeted")) return <Banner>{t("notTargeted")}</Banner>;
  return <Banner>{t("notNow")}</Banner>;
}
