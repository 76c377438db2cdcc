"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { ConfirmDeleteGroup } from "./delete-group";

type GroupMenuProps = { place: ActionPlace; group: { id: string; name: string } };

/** What can be done with a group where it stands in the list. */
export function GroupMenu({ place, group }: GroupMenuProps) {
  const t = useTranslations("organise");
  const [asking, setAsking] = useState(false);
  const members = consolePath(place, "members");
  return (
    <>
      <ActionMenu
        label={t("groups.menu", { name: group.name })}
        items={[
          { key: "edit", label: t("groups.edit"), href: `${members}/groups/${group.id}` },
          { key: "members", label: t("group.members"), href: `${members}?group=${group.id}` },
          { key: "delete", label: t("group.delete"), danger: true, onAction: () => setAsking(true) },
        ]}
      />
      <ConfirmDeleteGroup {...{ place, group }} isOpen={asking} onOpenChange={setAsking} />
    </>
  );
}
