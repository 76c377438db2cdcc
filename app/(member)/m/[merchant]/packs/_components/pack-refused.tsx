import { useTranslations } from "next-intl";
import { PlainBanner } from "@/components/ui/plain";

/** What may stand in the address as the reason why something was not done; each has words without parameters. */
const known = [
  ...["busy", "payments_not_connected", "payment_unavailable", "redirect_not_allowed", "key_reused"],
  ...["pack_not_sold", "pack_not_started", "draft", "paused", "ended", "archived", "sold_out"],
  ...[
    "purchase_limit_reached",
    "purchase_limit_today",
    "too_many_unpaid",
    "blocked",
    "price_changed",
    "pack_unavailable",
  ],
  ...["purchase_cancelled", "purchase_expired", "purchase_already_paid", "purchase_with_order"],
] as const;

/** Why what was asked for was not done, as the address says it; nothing for a word that is not ours. */
export function PackRefused({ code }: { code: string | string[] | undefined }) {
  const t = useTranslations("pack-shop.refused");
  const found = known.find((one) => one === code);
  return found ? <PlainBanner tone="danger">{t(found)}</PlainBanner> : null;
}
