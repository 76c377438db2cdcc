"use client";

import { CalendarPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTimeField } from "@/components/ui/date-time";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useTellRefused } from "@/components/workspace/refused-list";
import { extendCoupons, setCouponValidities } from "@/lib/coupons/actions/extend";
import type { FormerValidity } from "@/lib/coupons/extend-coupons";
import { localDate } from "@/lib/kernel/time";
import type { EachOutcome } from "@/lib/platform/each-one";

type ExtendDialogProps = {
  where: ActionPlace;
  /** Which coupons, as the action takes it. */
  choice: { ids: readonly string[] } | { filter: Readonly<Record<string, unknown>> };
  names: readonly { id: string; name: string }[];
  /** The merchant's: the day is one of it. */
  timeZone: string;
  onDone: (refused: EachOutcome["refused"]) => void;
};

/** Moves the last day of the chosen coupons to a later one; what was issued keeps its dates (C16). */
export function ExtendDialog({ where, choice, names, timeZone, onDone }: ExtendDialogProps) {
  const t = useTranslations("coupon-extend");
  const bulk = useTranslations("workspace.bulk");
  const words = useResultWords();
  const { run } = useRunAction(extendCoupons, where);
  const back = useRunAction(setCouponValidities, where);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const tellRefused = useTellRefused();
  const undo = async (former: readonly FormerValidity[]) => {
    const result = await back.run({ coupons: former });
    if (!result?.ok) return;
    const { done, refused } = result.value;
    if (refused.length > 0) toast.danger(bulk("undoneInPart", { count: refused.length }));
    else toast.success(t("undone", { count: done.length }));
  };
  const save = async () => {
    if (!lastDay) return t("choose");
    const result = await run({ choice, lastDay }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? t("failed");
    if ("jobId" in result.value) {
      toast.success(bulk("started"));
      tellJobsChanged();
      return onDone([]);
    }
    const { done, refused, former } = result.value;
    if (done.length > 0) {
      toast.undo(t("done", { count: done.length }), bulk("undo"), () => void undo(former));
    }
    if (refused.length > 0) tellRefused({ title: t("open"), refused, done: done.length, names });
    onDone(refused);
  };
  return (
    <ConfirmDialog
      title={t("title")}
      confirmLabel={t("save")}
      onConfirm={save}
      onOpenChange={() => setLastDay(null)}
      trigger={
        <Button size="sm">
          <CalendarPlus aria-hidden="true" />
          {t("open")}
        </Button>
      }
    >
      <DateTimeField
        label={t("day")}
        help={t("help")}
        granularity="day"
        timeZone={timeZone}
        minValue={localDate(new Date(), timeZone)}
        value={lastDay}
        onChange={setLastDay}
      />
    </ConfirmDialog>
  );
}
