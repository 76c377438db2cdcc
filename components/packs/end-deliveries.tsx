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
import { endDeliveries } from "@/lib/packs/actions";

type EndDeliveriesProps = {
  where: ActionPlace;
  purchaseId: string /** Deliveries that are to come. */;
  missed: number;
};

/** Ends what is still to come of a purchase and cannot be had any more, with a reason that its member reads. */
export function EndDeliveries({ where, purchaseId, missed }: EndDeliveriesProps) {
  const t = useTranslations("packs.purchase");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(endDeliveries, where);
  const [reason, setReason] = useState("");
  const [isOpen, setOpen] = useState(false);
  const end = async (): Promise<string | undefined> => {
    if (reason.trim() === "") return t("endReasonMissing");
    const result = await run({ purchaseId, reason }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t("endDone"));
    router.refresh();
    return undefined;
  };
  return (
    <div>
      <Button size="sm" onPress={() => setOpen(true)}>
        {t("end")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t("endTitle")}
        confirmLabel={t("end")}
        danger
        onConfirm={end}
      >
        <div className="grid gap-3">
          <p>{t("endText", { missed })}</p>
          <TextField
            label={t("endReason")}
            help={t("endReasonHelp")}
            value={reason}
            onChange={setReason}
            maxLength={500}
            isRequired
          />
        </div>
      </ConfirmDialog>
    </div>
  );
}
