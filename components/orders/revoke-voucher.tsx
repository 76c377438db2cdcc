"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TextField } from "@/components/ui/text-field";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { revokeVoucher } from "@/lib/orders/actions/desk";

type RevokeVoucherProps = {
  place: ActionPlace;
  voucherId: string;
  /** What the coupon is called. */
  name: string;
  className?: string;
  onDone: () => void;
};

/** Takes one member's copy of a coupon back, after a question and with a note that stands in its history. */
export function RevokeVoucher({ place, voucherId, name, className, onDone }: RevokeVoucherProps) {
  const t = useTranslations("redeem");
  const words = useResultWords();
  const { run } = useRunAction(revokeVoucher, place);
  const [note, setNote] = useState("");
  return (
    <ConfirmDialog
      danger
      title={t("revokeTitle", { name })}
      confirmLabel={t("revoke")}
      trigger={<Button className={className}>{t("revokeOpen")}</Button>}
      onConfirm={async () => {
        const result = await run({ voucherId, note }, { quiet: true });
        if (!result?.ok) return result ? words(result) : null;
        onDone();
        return null;
      }}
    >
      <div className="grid gap-3">
        <p>{t("revokeText")}</p>
        <TextField label={t("note")} value={note} onChange={setNote} maxLength={500} />
      </div>
    </ConfirmDialog>
  );
}
