import { useTranslations } from "next-intl";
import { PlainBanner } from "@/components/ui/plain";

/** What may stand in the address as the reason why something was not done; each has words without parameters. */
const ofPacks = [
  ...["pack_not_sold", "pack_not_started", "draft", "paused", "ended", "archived", "sold_out", "blocked"],
  ...["purchase_limit_reached", "purchase_limit_today", "too_many_unpaid", "pack_unavailable"],
  ...["purchase_cancelled", "purchase_expired", "purchase_already_paid", "purchase_with_order"],
  ...["redirect_not_allowed", "pack_changed", "payment_under_way", "packs_available"],
];
const ofAll = [
  ...["busy", "payments_not_connected", "payment_unavailable", "amount_not_payable"],
  ...["key_reused", "price_changed"],
];

type PackRefusedProps = {
  code: string | string[] | undefined;
  /** Beside <PlainRefused>, which says what is not about packs. */
  isBeside?: boolean;
};

/** Why what was asked for was not done, as the address says it; nothing for a word that is not ours. */
export function PackRefused({ code, isBeside = false }: PackRefusedProps) {
  const t = useTranslations("pack-shop.refused");
  const found = [...ofPacks, ...(isBeside ? [] : ofAll)].find((one) => one === code);
  return found ? <PlainBanner tone="danger">{t(found)}</PlainBanner> : null;
}
