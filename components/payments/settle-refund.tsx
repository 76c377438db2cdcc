"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TextField } from "@/components/ui/text-field";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { settleRefund } from "@/lib/payments/actions";

type SettleRefundProps = {
  place: ActionPlace;
  /** The money that is to go back. */
  id: string;
  /** How much it is, in words. */
  amount: string;
};

/** Says that money which its provider cannot give back was paid by hand, and how. */
export function SettleRefund({ place, id, amount }: SettleRefundProps) {
  const t = useTranslations("orders.back");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(settleRefund, place);
  const [reason, setReason] = useState("");
  const settle = async (): Promise<string | undefined> => {
    if (reason.trim() === "") return t("howMissing");
    const result = await run({ id, reason }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t("byHandDone"));
    router.refresh();
    return undefined;
  };
  return (
    <ConfirmDialog
      title={t("byHandTitle", { amount })}
      confirmLabel={t("byHandConfirm")}
      trigger={<Button size="sm">{t("byHandOpen")}</Button>}
      onConfirm={settle}
    >
      <div className="grid gap-3">
        <p>{t("byHandText")}</p>
        <TextField
          label={t("how")}
          help={t("howHelp")}
          value={reason}
          onChange={setReason}
          maxLength={500}
          isRequired
        />
      </div>
    </ConfirmDialog>
  );
}
