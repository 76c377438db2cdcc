"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormRadio, FormSelect, FormText } from "@/components/ui/form-fields";
import { parseMoney } from "@/lib/kernel/money";
import { adjustAccount } from "@/lib/members/actions/accounts";

type AdjustBalanceProps = { place: ActionPlace; memberId: string; units: readonly string[] };

/** Sets a member's points or stored money right by hand, with a reason. */
export function AdjustBalance(props: AdjustBalanceProps) {
  const t = useTranslations("members.balances");
  return (
    <Dialog title={t("adjustTitle")} size="sm" trigger={<Button size="sm">{t("adjust")}</Button>}>
      {(close) => <AdjustForm {...props} onDone={close} />}
    </Dialog>
  );
}

const whole = /^\d{1,9}$/;

/** What was typed, in whole points or in minor units; null where it is neither. */
function amountOf(unit: string, text: string): number | null {
  if (unit === "points") return whole.test(text.trim()) ? Number(text.trim()) : null;
  return parseMoney(text, unit);
}

const schema = z
  .object({
    unit: z.string().min(1),
    sign: z.enum(["add", "take"]),
    amount: z.string().trim().min(1),
    note: z.string().trim().min(1).max(200),
  })
  .superRefine(({ unit, amount }, ctx) => {
    const value = amountOf(unit, amount);
    if (value !== null && value > 0 && value <= 1_000_000_000) return;
    ctx.addIssue({ code: "custom", path: ["amount"], message: "check" });
  });
type Typed = z.input<typeof schema>;

function AdjustForm({ place, memberId, units, onDone }: AdjustBalanceProps & { onDone: () => void }) {
  const t = useTranslations("members.balances");
  const ui = useTranslations("ui");
  const form = useActionForm<Typed, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { unit: units[0] ?? "points", sign: "add", amount: "", note: "" },
    action: adjustAccount,
    where: place,
    input: ({ unit, sign, amount, note }) => {
      const value = amountOf(unit, amount) ?? 0;
      return { memberId, unit, change: sign === "add" ? value : -value, note };
    },
    success: t("adjusted"),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormSelect
        name="unit"
        label={t("what")}
        options={units.map((unit) => ({
          value: unit,
          label: unit === "points" ? t("points") : t("money", { unit }),
        }))}
        isRequired
      />
      <FormRadio
        name="sign"
        label={t("how")}
        options={[
          { value: "add", label: t("add") },
          { value: "take", label: t("take") },
        ]}
      />
      <FormText name="amount" label={t("amount")} isRequired maxLength={20} />
      <FormText name="note" label={t("reason")} help={t("reasonHelp")} isRequired maxLength={200} />
      <FormActions
        guard={false}
        submitLabel={t("confirm")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
