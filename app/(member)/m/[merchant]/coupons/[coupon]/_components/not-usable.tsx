import { getLocale, getTranslations } from "next-intl/server";
import { PlainBanner, PlainLink } from "@/components/ui/plain";
import { findHolding } from "@/lib/orders/find-holding";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";
import type { VoucherDetail } from "@/lib/vouchers/queries";
import { isGiftOver, type voucherStanding } from "@/lib/vouchers/rules";

type NotUsableProps = {
  scope: Scope;
  merchant: Merchant;
  voucher: VoucherDetail;
  standing: Exclude<ReturnType<typeof voucherStanding>, "available">;
};

/** Why the coupon shows no code, and the way to the unpaid order that holds it. */
export async function NotUsable({ scope, merchant, voucher, standing }: NotUsableProps) {
  const [t, locale] = [await getTranslations("member.coupon"), await getLocale()];
  const holder = (await findHolding(scope, [voucher])).get(voucher.id);
  const told = standing === "transferred" && isGiftOver(voucher, voucher.now) ? "giftOver" : standing;
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone: merchant.timeZone,
  });
  return (
    <PlainBanner tone="warning">
      <p>{t(`notUsable.${told}`, { date: format.format(voucher.validFrom) })}</p>
      {holder && standing === "reserved" ? (
        <PlainLink
          href={`/m/${merchant.slug}/orders/${holder.id}`}
          className="inline-flex min-h-11 items-center"
        >
          {t("holder", { number: holder.number })}
        </PlainLink>
      ) : null}
    </PlainBanner>
  );
}
