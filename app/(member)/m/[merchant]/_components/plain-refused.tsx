import { useTranslations } from "next-intl";
import { PlainBanner } from "@/components/ui/plain";

/** Why what was asked for was not done, as the address says it; nothing where the code has no words without parameters. */
export function PlainRefused({ code }: { code: string | string[] | undefined }) {
  const t = useTranslations("refusals");
  const known = [
    ...[
      "busy",
      "price_changed",
      "cart_changed",
      "delivery_changed",
      "choice_changed",
      "vouchers_not_applicable",
      "cart_empty",
      "store_closed",
      "key_reused",
    ],
    ...["order_cancelled", "order_already_paid", "refund_not_asked", "order_expired"],
    ...["payments_not_connected", "payment_unavailable", "amount_not_payable"],
  ];
  const found = known.find((one) => one === code);
  return found ? <PlainBanner tone="danger">{t(found)}</PlainBanner> : null;
}
