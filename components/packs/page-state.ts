import { useLocale, useTranslations } from "next-intl";
import type { PackPageProps } from "@/components/packs/page-facts";
import { whenWords } from "@/lib/platform/when-words";

/** Why a pack cannot be bought now, in words, and where to go on; null = it can. */
export function usePackState({ pack, now, timeZone }: PackPageProps) {
  const t = useTranslations("pack-page.buy");
  const locale = useLocale();
  const { status, salesFrom, salesUntil, limitReached, channels } = pack;
  const others = "others" as const;
  if (status === "scheduled" && salesFrom) {
    return { words: t("opens", { when: whenWords(salesFrom, now, timeZone, locale) }), next: others };
  }
  if (status === "ended" && salesUntil) {
    return { words: t("ended", { when: whenWords(salesUntil, now, timeZone, locale) }), next: others };
  }
  if (status === "paused") return { words: t("paused"), next: others };
  if (status === "sold_out") return { words: t("soldOut"), next: others };
  if (status === "archived") return { words: t("archived"), next: others };
  if (status !== "active") return { words: t("gone"), next: others };
  if (!channels.includes("mall")) return { words: t("orderOnly"), next: "menu" as const };
  if (!limitReached) return null;
  const limit = Number(limitReached.params?.limit ?? 0);
  const isToday = limitReached.code === "purchase_limit_today";
  return { words: t(isToday ? "limitToday" : "limitReached", { count: limit }), next: "mine" as const };
}
