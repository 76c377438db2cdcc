import { useTranslations } from "next-intl";
import { MOST_LISTED } from "@/lib/kernel/listed";

/** Says of a picker that holds as many as it may that there may be more; nothing else. */
export function ListedNote({ count }: { count: number }) {
  const t = useTranslations("ui");
  if (count < MOST_LISTED) return null;
  return <p className="px-2 text-xs text-ink-2">{t("listed", { count: MOST_LISTED })}</p>;
}
