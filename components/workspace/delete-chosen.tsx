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
import { isTypedCount, TypedCount } from "@/components/workspace/typed-count";
import type { EachOutcome } from "@/lib/platform/each-one";

type Outcome = EachOutcome & { readonly started?: readonly string[] };

type DeleteChosenProps = {
  place: ActionPlace;
  /** Takes `{ ids }` and what `input` says. */
  action: StaffAction<Outcome>;
  input?: object;
  names: readonly { id: string; name: string }[];
  /** What is asked: with the name of one, with the number and the kind of several. */
  title: (of: { count: number; name: string }) => string;
  /** What it does, told before it is done. */
  text: string;
  /** Said where a job goes on with some of them. */
  goesOn?: (count: number) => string;
};

/** Deletes the chosen rows of the page for good: several of them only after their number was typed. */
export function DeleteChosen(props: DeleteChosenProps) {
  const { place, action, input, names, title, text, goesOn } = props;
  const t = useTranslations("workspace.bulk");
  const words = useResultWords();
  const { ids, choose } = useSelection();
  const { run } = useRunAction(action, place);
  const [typed, setTyped] = useState("");
  const tellRefused = useTellRefused();
  const count = ids.length;
  const name = names.find(({ id }) => id === ids[0])?.name ?? "";
  const remove = async () => {
    if (!isTypedCount(typed, count)) return t("wrongCount", { count });
    const result = await run({ ...input, ids }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? undefined;
    const { done, refused, started = [] } = result.value;
    const gone = done.length - started.length;
    if (gone > 0) toast.success(t("deleted", { count: gone }));
    if (started.length > 0) {
      toast.success(goesOn?.(started.length) ?? t("started"));
      tellJobsChanged();
    }
    if (refused.length > 0) tellRefused({ title: t("delete"), refused, done: done.length, names });
    choose(refused.map(({ id }) => id));
  };
  return (
    <ConfirmDialog
      danger
      title={title({ count, name })}
      confirmLabel={t("delete")}
      trigger={<Button size="sm">{t("delete")}</Button>}
      onOpenChange={() => setTyped("")}
      onConfirm={remove}
    >
      <div className="grid gap-3">
        <p>{text}</p>
        <TypedCount count={count} value={typed} onChange={setTyped} />
      </div>
    </ConfirmDialog>
  );
}
