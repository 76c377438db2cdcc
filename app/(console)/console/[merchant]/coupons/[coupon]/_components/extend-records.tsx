"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTimeField } from "@/components/ui/date-time";
import { useSelection } from "@/components/ui/selection";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useTellRefused } from "@/components/workspace/refused-list";
import { extendVouchers } from "@/lib/orders/actions/desk";

type ExtendManyProps = {
  place: ActionPlace;
  coupon: { name: string };
  names: readonly { id: string; name: string }[];
  timeZone: string;
};

/** As with revoking, only rows of this page: no later end is taken back. */
export function ExtendMany({ place, coupon, names, timeZone }: ExtendManyProps) {
  const t = useTranslations("coupons.record");
  const words = useResultWords();
  const { ids, choose } = useSelection();
  const { run } = useRunAction(extendVouchers, place);
  const [lastDay, setLastDay] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const tellRefused = useTellRefused();
  const extend = async () => {
    if (!lastDay) return t("extendChoose");
    const result = await run({ voucherIds: ids, lastDay, note }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? undefined;
    const { done, refused } = result.value;
    if (done.length > 0) toast.success(t("extendedMany", { count: done.length }));
    if (refused.length > 0) tellRefused({ title: t("extend"), refused, done: done.length, names });
    choose(refused.map(({ id }) => id));
  };
  return (
    <ConfirmDialog
      title={t("extendManyTitle", { count: ids.length, name: coupon.name })}
      confirmLabel={t("extend")}
      trigger={<Button size="sm">{t("extendOpen")}</Button>}
      onOpenChange={() => setLastDay(null)}
      onConfirm={extend}
    >
      <div className="grid gap-3">
        <p>{t("extendManyText")}</p>
        <DateTimeField
          label={t("extendDay")}
          granularity="day"
          timeZone={timeZone}
          value={lastDay}
          onChange={setLastDay}
        />
        <TextField label={t("extendNote")} value={note} onChange={setNote} maxLength={500} />
      </div>
    </ConfirmDialog>
  );
}
