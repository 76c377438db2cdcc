import { useTranslations } from "next-intl";
import { TabLinks } from "@/components/ui/tabs";

/** Links, and what leads by them from members' own pages. `base` is the console's address in the view one is in. */
export function LinkTabs({ base, current }: { base: string; current: "links" | "on-site" }) {
  const t = useTranslations("links.onSite.page");
  const items = [
    { href: `${base}/links`, label: t("links"), current: current === "links" },
    { href: `${base}/links/on-site`, label: t("label"), current: current === "on-site" },
  ];
  return <TabLinks label={t("tabs")} items={items} />;
}
