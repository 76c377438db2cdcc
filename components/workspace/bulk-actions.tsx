"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useSelection } from "@/components/ui/selection";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useTellRefused } from "@/components/workspace/refused-list";
import type { EachOutcome } from "@/lib/platform/each-one";

/** One thing to do with the chosen rows: what its button says, and the change that takes it back. */
export type BulkChange = {
  readonly key: string;
  readonly label: string;
  readonly undo?: string;
  /** What it does to members, told before it is done; for what gives them something. */
  readonly warning?: string;
  readonly danger?: boolean;
};

export type BulkChanges = {
  /** Takes `{ choice: { ids } | { filter }, change }`, and answers for each, or with the job that goes on with many. */
  action: StaffAction<EachOutcome | { readonly jobId: string }>;
  changes: readonly BulkChange[];
  /** What is in view, where the action takes it otherwise than the address has it. */
  filter?: object;
  /** Takes `{ ids }` alone: nobody does it to what they have not looked at. */
  pageOnly?: boolean;
};

type BulkActionsProps = BulkChanges & {
  where: ActionPlace;
  filter: object;
  names: readonly { id: string; name: string }[];
  /** How many the search and filters match. */
  matching: number;
};

/** Does one thing to all chosen rows and says what came of it; what was refused is listed with the reason of each. */
export function BulkActions(props: BulkActionsProps) {
  const { action, changes, where, filter, names, matching, pageOnly } = props;
  const t = useTranslations("workspace.bulk");
  const words = useResultWords();
  const { ids, all, choose, clear } = useSelection();
  const { run, pending } = useRunAction(action, where);
  const [asked, setAsked] = useState<BulkChange | null>(null);
  const tellRefused = useTellRefused();
  const undo = async (change: string, done: readonly string[]) => {
    const result = await run({ choice: { ids: done }, change });
    if (!result?.ok || "jobId" in result.value) return;
    const { refused } = result.value;
    if (refused.length > 0) toast.danger(t("undoneInPart", { count: refused.length }));
    else toast.success(t("undone"));
  };
  const start = async (change: BulkChange) => {
    const choice = all ? { filter } : { ids };
    const result = await run({ choice, change: change.key }, { quiet: true });
    if (!result) return;
    const problem = words(result);
    if (!result.ok) return void toast.danger(problem ?? t("failed"));
    if ("jobId" in result.value) {
      toast.success(t("started"));
      tellJobsChanged();
      return clear();
    }
    const { done, refused, changed = done } = result.value;
    if (refused.length > 0) {
      tellRefused({ title: change.label, refused, done: done.length, names });
      choose(refused.map((one) => one.id));
    } else clear();
    if (done.length === 0) return;
    const said = t("done", { action: change.label, count: done.length });
    const back = change.undo;
    if (back && changed.length > 0) toast.undo(said, t("undo"), () => void undo(back, changed));
    else toast.success(said);
  };
  if (all && pageOnly) return <PageByPage />;
  return (
    <>
      {changes.map((change) => (
        <Button
          key={change.key}
          size="sm"
          isDisabled={pending}
          onPress={() => (change.warning ? setAsked(change) : void start(change))}
        >
          {change.label}
        </Button>
      ))}
      {asked ? (
        <ConfirmDialog
          isOpen
          danger={asked.danger}
          onOpenChange={(open) => (open ? undefined : setAsked(null))}
          title={t("confirm", { action: asked.label, count: all ? matching : ids.length })}
          confirmLabel={asked.label}
          onConfirm={() => start(asked)}
        >
          {asked.warning}
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** In place of what is not done to all that a search matches. */
export function PageByPage() {
  const t = useTranslations("workspace.bulk");
  return <span className="text-xs text-ink-2">{t("pageByPage")}</span>;
}
