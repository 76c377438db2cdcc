import { useTranslations } from "next-intl";
import { VoucherTicket } from "@/components/vouchers/voucher-ticket";
import type { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import type { Merchant } from "@/lib/platform/auth/gates";

type PackVouchersProps = {
  vouchers: Awaited<ReturnType<typeof vouchersOfPurchase>>;
  now: Date;
  merchant: Merchant;
};

/** The coupons that came with the last deliveries. */
export function PackVouchers({ vouchers, now, merchant }: PackVouchersProps) {
  const t = useTranslations("pack-shop.purchase");
  if (vouchers.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h2 className="text-lg font-semibold">{t("coupons", { count: vouchers.length })}</h2>
      {vouchers.map((voucher) => (
        <VoucherTicket
          key={voucher.id}
          voucher={voucher}
          timeZone={merchant.timeZone}
          now={now}
          headingLevel={3}
          href={`/m/${merchant.slug}/coupons/${voucher.id}`}
        />
      ))}
    </section>
  );
}
