"use client";

import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";

/** The two kinds of group. */
export function NewGroup({ place }: { place: ActionPlace }) {
  const t = useTranslations("organise.groups");
  const to = consolePath(place, "members", "groups", "new");
  return (
    <ActionMenu
      label={t("create")}
      trigger={t("create")}
      variant="primary"
      size="md"
      shortcut="C"
      items={[
        { key: "rule", label: t("byRule"), href: to },
        { key: "picked", label: t("byHand"), href: `${to}?kind=picked` },
      ]}
    />
  );
}
