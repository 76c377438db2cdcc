"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { useSelection } from "@/components/ui/selection";
import { PageByPage } from "@/components/workspace/bulk-actions";
import { deleteGroups } from "@/lib/members/actions/labels";

// A list does not carry it before something is chosen (UX-15).
const DeleteChosen = dynamic(
  () => import("@/components/workspace/delete-chosen").then((part) => part.DeleteChosen),
  { ssr: false },
);

type GroupBulkProps = { place: ActionPlace; names: readonly { id: string; name: string }[] };

/** What can be done with the chosen groups of the page. */
export function GroupBulk({ place, names }: GroupBulkProps) {
  const t = useTranslations("organise.groups");
  const { ids, all } = useSelection();
  if (all) return <PageByPage />;
  if (ids.length === 0) return null;
  return (
    <DeleteChosen
      {...{ place, names }}
      action={deleteGroups}
      title={(of) => t("deleteManyTitle", of)}
      text={t("deleteManyText", { count: ids.length })}
    />
  );
}
