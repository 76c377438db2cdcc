"use client";

import { Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import type { ButtonVariant } from "@/components/ui/button-variants";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { MultiSelect } from "@/components/ui/multi-select";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useTellRefused } from "@/components/workspace/refused-list";
import { tagCoupons } from "@/lib/coupons/actions/tags";
import { couponTagSchema } from "@/lib/coupons/schema";
import type { EachOutcome } from "@/lib/platform/each-one";

type TagDialogProps = {
  where: ActionPlace;
  /** Which coupons, as the action takes it. */
  choice: { ids: readonly string[] } | { filter: Readonly<Record<string, unknown>> };
  /** The tags there are. */
  offered: readonly string[];
  names: readonly { id: string; name: string }[];
  variant?: ButtonVariant;
  onDone?: (outcome: EachOutcome) => void;
};

/** Puts tags on coupons and takes tags off them; new ones are typed. */
export function TagDialog({ where, choice, offered, names, variant, onDone }: TagDialogProps) {
  const t = useTranslations("coupon-tags");
  const bulk = useTranslations("workspace.bulk");
  const undo = useTranslations("ui.undo");
  const words = useResultWords();
  const { run } = useRunAction(tagCoupons, where);
  const [on, setOn] = useState<string[]>([]);
  const [off, setOff] = useState<string[]>([]);
  const [typed, setTyped] = useState("");
  const tellRefused = useTellRefused();
  const save = async () => {
    const fresh = typed
      .split(/[,，]/)
      .map((word) => word.trim())
      .filter(Boolean);
    if (fresh.some((word) => !couponTagSchema.safeParse(word).success)) return t("tooLong");
    const add = [...new Set([...on, ...fresh])];
    if (add.length + off.length === 0) return t("choose");
    const result = await run({ choice, add, remove: off }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? t("failed");
    if ("jobId" in result.value) {
      toast.success(bulk("started"));
      tellJobsChanged();
      return onDone?.({ done: [], refused: [] });
    }
    const { done, refused, changed } = result.value;
    const said = t("done", { count: done.length });
    // Of several tags, each coupon may have worn some before.
    if (changed.length > 0 && add.length + off.length === 1) {
      const back = { choice: { ids: changed }, add: off, remove: add };
      toast.undo(said, undo("label"), () => void run(back, { success: undo("done") }));
    } else if (done.length > 0) toast.success(said);
    if (refused.length > 0) tellRefused({ title: t("open"), refused, done: done.length, names });
    onDone?.(result.value);
  };
  const forget = () => {
    setOn([]);
    setOff([]);
    setTyped("");
  };
  const options = offered.map((tag) => ({ value: tag, label: tag }));
  return (
    <ConfirmDialog
      title={t("title")}
      confirmLabel={t("save")}
      onConfirm={save}
      onOpenChange={forget}
      trigger={
        <Button size="sm" variant={variant}>
          <Tag aria-hidden="true" />
          {t("open")}
        </Button>
      }
    >
      <div className="grid gap-4">
        {options.length > 0 ? (
          <MultiSelect label={t("add")} value={on} onChange={setOn} options={options} />
        ) : null}
        <TextField label={t("new")} help={t("newHelp")} value={typed} onChange={setTyped} maxLength={300} />
        {options.length > 0 ? (
          <MultiSelect label={t("remove")} value={off} onChange={setOff} options={options} />
        ) : null}
      </div>
    </ConfirmDialog>
  );
}
