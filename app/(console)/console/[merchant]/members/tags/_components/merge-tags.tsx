"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/select";
import { useSelection } from "@/components/ui/selection";
import { toast } from "@/components/ui/toast";
import { useRefusalWords, useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useTellRefused } from "@/components/workspace/refused-list";
import { isTypedCount, TypedCount } from "@/components/workspace/typed-count";
import { foldTags } from "@/lib/members/actions/labels";
import { useTags } from "./use-tags";

type MergeTagsProps = { place: ActionPlace; names: readonly { id: string; name: string }[] };

/** C-63, one tag in place of the chosen ones; it may be one of them. */
export function MergeTags(props: MergeTagsProps) {
  const t = useTranslations("organise.tags");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="sm" onPress={() => setIsOpen(true)}>
        {t("mergeMany")}
      </Button>
      {isOpen ? <MergeDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

type DialogProps = MergeTagsProps & { onClose: () => void };

/** Loads the tags when it is opened. */
function MergeDialog({ place, names, onClose }: DialogProps) {
  const t = useTranslations("organise.tags");
  const bulk = useTranslations("workspace.bulk");
  const words = useResultWords();
  const refusal = useRefusalWords();
  const tellRefused = useTellRefused();
  const { ids, choose } = useSelection();
  const { run } = useRunAction(foldTags, place);
  const tags = useTags(place);
  const [into, setInto] = useState("");
  const [typed, setTyped] = useState("");
  const folded = ids.filter((id) => id !== into);
  const count = folded.length;
  const merge = async () => {
    if (into === "") return refusal({ code: "choose_a_tag" });
    if (count === 0) return refusal({ code: "same_tag" });
    if (!isTypedCount(typed, count)) return bulk("wrongCount", { count });
    const result = await run({ ids: folded, into }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? undefined;
    const { done, refused, started } = result.value;
    const merged = done.length - started.length;
    if (merged > 0) toast.success(t("mergedMany", { count: merged }));
    if (started.length > 0) {
      toast.success(t("foldingMany", { count: started.length }));
      tellJobsChanged();
    }
    if (refused.length > 0) tellRefused({ title: t("mergeMany"), refused, done: done.length, names });
    choose(refused.map(({ id }) => id));
  };
  return (
    <ConfirmDialog
      isOpen
      danger
      title={t("mergeManyTitle", { count })}
      confirmLabel={t("mergeMany")}
      onOpenChange={(open) => (open ? undefined : onClose())}
      onConfirm={merge}
    >
      <div className="grid gap-3">
        <p>{t("mergeManyText")}</p>
        <Select
          label={t("into")}
          isDisabled={tags === null}
          placeholder={t(tags ? "chooseTag" : "loading")}
          value={into}
          onChange={setInto}
          options={(tags ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TypedCount count={count} value={typed} onChange={setTyped} />
      </div>
    </ConfirmDialog>
  );
}
