"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { useSelection } from "@/components/ui/selection";
import { PageByPage } from "@/components/workspace/bulk-actions";
import { foldTags } from "@/lib/members/actions/labels";

// A list does not carry them before something is chosen (UX-15).
const DeleteChosen = dynamic(
  () => import("@/components/workspace/delete-chosen").then((part) => part.DeleteChosen),
  { ssr: false },
);
const MergeTags = dynamic(() => import("./merge-tags").then((part) => part.MergeTags), { ssr: false });

type TagBulkProps = { place: ActionPlace; names: readonly { id: string; name: string }[] };

/** What can be done with the chosen tags of the page. */
export function TagBulk({ place, names }: TagBulkProps) {
  const t = useTranslations("organise.tags");
  const { ids, all } = useSelection();
  if (all) return <PageByPage />;
  if (ids.length === 0) return null;
  return (
    <>
      <MergeTags {...{ place, names }} />
      <DeleteChosen
        {...{ place, names }}
        action={foldTags}
        input={{ into: null }}
        title={(of) => t("deleteManyTitle", of)}
        text={t("deleteManyText", { count: ids.length })}
        goesOn={(count) => t("foldingMany", { count })}
      />
    </>
  );
}
