"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { MultiSelect } from "@/components/ui/multi-select";
import { Select } from "@/components/ui/select";
import { useSelection } from "@/components/ui/selection";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { changeManyMembers, pickMembers, tagMembers } from "@/lib/members/actions/directory";
import type { BulkChange } from "@/lib/members/schema";
import type { MemberFilter } from "@/lib/members/schema/filter";
import type { GiveManyProps } from "./give-many";

// A list does not carry it before something is chosen (UX-15).
const GiveMany = dynamic(() => import("./give-many").then((part) => part.GiveMany), { ssr: false });

type Named = { id: string; name: string };
type MemberBulkProps = {
  place: ActionPlace;
  filter: MemberFilter;
  tags: readonly Named[];
  groups: readonly Named[];
  /** What can be given to the chosen, and how much of it; null = this person gives nothing. */
  gifts: Omit<GiveManyProps, "place"> | null;
  /** Whether this person may tag members and put them into groups. */
  edits: boolean;
};

/** What can be done to the chosen members: at once to those of the page, as a job to all that are in view. */
export function MemberBulk({ place, gifts, edits, ...labels }: MemberBulkProps) {
  const { ids, all } = useSelection();
  return (
    <>
      {edits ? <LabelMany place={place} {...labels} /> : null}
      {gifts && (all || ids.length > 0) ? <GiveMany place={place} {...gifts} /> : null}
    </>
  );
}

function LabelMany({ place, filter, tags, groups }: Omit<MemberBulkProps, "gifts" | "edits">) {
  const t = useTranslations("members.bulk");
  const change = useBulk(place, filter);
  const named = (rows: readonly Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }));
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const [groupId, setGroupId] = useState("");
  const tag = () =>
    add.length + remove.length === 0 ? t("chooseTag") : change({ type: "tag", add, remove });
  const pick = () => (groupId === "" ? t("chooseGroup") : change({ type: "pick", groupId, change: "add" }));
  return (
    <>
      <ConfirmDialog
        title={t("tagTitle")}
        confirmLabel={t("save")}
        onConfirm={tag}
        onOpenChange={() => {
          setAdd([]);
          setRemove([]);
        }}
        trigger={<Button size="sm">{t("tag")}</Button>}
      >
        {tags.length === 0 ? (
          <p>{t("noTags")}</p>
        ) : (
          <div className="grid gap-4">
            <MultiSelect label={t("add")} value={add} onChange={setAdd} options={named(tags)} />
            <MultiSelect label={t("remove")} value={remove} onChange={setRemove} options={named(tags)} />
          </div>
        )}
      </ConfirmDialog>
      <ConfirmDialog
        title={t("groupTitle")}
        confirmLabel={t("groupAdd")}
        onConfirm={pick}
        onOpenChange={() => setGroupId("")}
        trigger={<Button size="sm">{t("group")}</Button>}
      >
        {groups.length === 0 ? (
          <p>{t("noGroups")}</p>
        ) : (
          <Select label={t("groupLabel")} value={groupId} onChange={setGroupId} options={named(groups)} />
        )}
      </ConfirmDialog>
    </>
  );
}

/**
 * What takes a change of many back, for those whom it changed; null for several tags at once, of which each member may
 * have worn some.
 */
function backOf(change: BulkChange): object | null {
  if (change.type === "pick") {
    return { groupId: change.groupId, change: change.change === "add" ? "remove" : "add" };
  }
  const { add, remove } = change;
  return add.length + remove.length === 1 ? { add: remove, remove: add } : null;
}

/** Does one change to the chosen members; gives the words of what stood in the way. */
function useBulk(place: ActionPlace, filter: MemberFilter) {
  const t = useTranslations("members.bulk");
  const undo = useTranslations("ui.undo");
  const words = useResultWords();
  const { ids, all, clear } = useSelection();
  const tagging = useRunAction(tagMembers, place);
  const picking = useRunAction(pickMembers, place);
  const many = useRunAction(changeManyMembers, place);
  return async (change: BulkChange): Promise<string | undefined> => {
    if (all) {
      const started = await many.run({ filter, change }, { quiet: true, success: t("started") });
      if (!started?.ok) return (started && words(started)) ?? undefined;
      tellJobsChanged();
      clear();
      return;
    }
    const { type, ...what } = change;
    const run = type === "tag" ? tagging.run : picking.run;
    const result = await run({ memberIds: ids, ...what }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? undefined;
    const said = t("done", { count: result.value.changed });
    const back = backOf(change);
    const memberIds = result.value.changedIds;
    if (back && memberIds.length > 0) {
      toast.undo(said, undo("label"), () => void run({ memberIds, ...back }, { success: undo("done") }));
    } else toast.success(said);
    clear();
  };
}
