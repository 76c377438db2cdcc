"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTimeField } from "@/components/ui/date-time";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { addDays, localDate } from "@/lib/kernel/time";
import { extendVoucher } from "@/lib/orders/actions/desk";

type ExtendRecordProps = { place: ActionPlace; voucherId: string; validUntil: Date; timeZone: string };

/** C-16: one member's copy is good for longer; the drawer then shows its new end, and why. */
export function ExtendRecord({ place, voucherId, validUntil, timeZone }: ExtendRecordProps) {
  const t = useTranslations("coupons.record");
  const words = useResultWords();
  const { run } = useRunAction(extendVoucher, place);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const save = async () => {
    if (!lastDay) return t("extendChoose");
    const result = await run({ voucherId, lastDay, note }, { quiet: true });
    if (!result?.ok) return result ? words(result) : null;
    toast.success(t("extended"));
    return null;
  };
  const last = localDate(new Date(validUntil.getTime() - 1), timeZone);
  return (
    <ConfirmDialog
      title={t("extendTitle")}
      confirmLabel={t("extend")}
      trigger={<Button>{t("extendOpen")}</Button>}
      onOpenChange={() => setLastDay(null)}
      onConfirm={save}
    >
      <div className="grid gap-3">
        <p>{t("extendText")}</p>
        <DateTimeField
          label={t("extendDay")}
          granularity="day"
          timeZone={timeZone}
          minValue={addDays(last, 1)}
          value={lastDay}
          onChange={setLastDay}
        />
        <TextField label={t("extendNote")} value={note} onChange={setNote} maxLength={500} />
      </div>
    </ConfirmDialog>
  );
}
