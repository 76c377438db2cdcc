import { Building2 } from "lucide-react";
import { useTranslations } from "next-intl";

/** In a store view: what is shown is the group's, and is changed there (O2). */
export function ManagedByGroup() {
  const t = useTranslations("packs.group");
  return (
    <span
      title={t("help")}
      className="inline-flex h-6 items-center gap-1.5 rounded-md border border-border-strong px-2 text-xs font-medium text-ink-2"
    >
      <Building2 aria-hidden="true" className="size-3.5" />
      {t("badge")}
    </span>
  );
}
