import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { TabLinks } from "@/components/ui/tabs";

type MemberTabsProps = { place: ActionPlace; current: "all" | "groups" | "tags" | "cards" };

/** Members and what they are sorted by: screens of the group view. */
export function MemberTabs({ place, current }: MemberTabsProps) {
  const t = useTranslations("organise.tabs");
  const tab = (key: MemberTabsProps["current"], ...rest: string[]) => ({
    href: consolePath(place, "members", ...rest),
    label: t(key),
    current: key === current,
  });
  return (
    <TabLinks
      label={t("label")}
      items={[tab("all"), tab("groups", "groups"), tab("tags", "tags"), tab("cards", "cards")]}
    />
  );
}
