import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { TabLinks } from "@/components/ui/tabs";

export function StaffTabs({ place, current }: { place: ActionPlace; current: "people" | "roles" }) {
  const t = useTranslations("staff");
  const base = consolePath(place, "settings", "staff");
  return (
    <TabLinks
      label={t("title")}
      items={[
        { href: base, label: t("people"), current: current === "people" },
        { href: `${base}/roles`, label: t("roles"), current: current === "roles" },
      ]}
    />
  );
}
