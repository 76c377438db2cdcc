"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { NumberField } from "@/components/ui/number-field";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextField } from "@/components/ui/text-field";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { refundOrder } from "@/lib/orders/actions/desk";
import { RefundPreview } from "./refund-preview";
import type { Refundable } from "./refundable";

type RefundDialogProps = { place: ActionPlace; refundable: Refundable };

/** Gives back units of a paid order; the money and the coupons are told before. */
export function RefundDialog(props: RefundDialogProps) {
  const t = useTranslations("orders.refund");
  return (
    <Dialog title={t("title")} trigger={<Button>{t("open")}</Button>}>
      {(close) => <RefundForm {...props} onDone={close} />}
    </Dialog>
  );
}

const byOf = (value: string) => (value === "member" ? "member" : "merchant");

function RefundForm({ place, refundable, onDone }: RefundDialogProps & { onDone: () => void }) {
  const t = useTranslations("orders.refund");
  const ui = useTranslations("ui");
  const words = useResultWords();
  const { run, pending } = useRunAction(refundOrder, place);
  const open = refundable.lines.filter(({ left }) => left > 0);
  const [units, setUnits] = useState<Record<string, number | null>>(() =>
    Object.fromEntries(open.map(({ lineId, left }) => [lineId, left])),
  );
  const [by, setBy] = useState<"merchant" | "member">("merchant");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const lines = open.flatMap(({ lineId }) => {
    const quantity = units[lineId] ?? 0;
    return quantity > 0 ? [{ lineId, quantity }] : [];
  });
  const isTooMuch = open.some(({ lineId, left }) => (units[lineId] ?? 0) > left);
  const send = async () => {
    if (lines.length === 0) return setProblem(t("nothingChosen"));
    if (isTooMuch) return setProblem(t("tooMany"));
    setProblem(null);
    const refund = { by, lines, reason };
    const result = await run({ orderId: refundable.orderId, refund }, { quiet: true, success: t("done") });
    if (result?.ok) onDone();
    else if (result) setProblem(words(result));
  };
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
      <fieldset className="grid gap-3">
        <legend className="label mb-1">{t("units")}</legend>
        {open.map(({ lineId, name, left }) => (
          <NumberField
            key={lineId}
            label={name}
            value={units[lineId] ?? null}
            onChange={(value) => setUnits((now) => ({ ...now, [lineId]: value }))}
            suffix={t("of", { left })}
            error={(units[lineId] ?? 0) > left ? t("tooMany") : undefined}
          />
        ))}
      </fieldset>
      <RadioGroup
        label={t("by")}
        value={by}
        onChange={(value) => setBy(byOf(value))}
        options={[
          { value: "merchant", label: t("byMerchant"), description: t("byMerchantHelp") },
          { value: "member", label: t("byMember"), description: t("byMemberHelp") },
        ]}
      />
      <TextField
        multiline
        label={t("reason")}
        help={t("reasonHelp")}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={500}
      />
      {isTooMuch ? null : <RefundPreview {...{ place, refundable, by, lines }} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onDone} isDisabled={pending}>
          {ui("cancel")}
        </Button>
        <Button type="submit" variant="danger" isPending={pending} pendingLabel={t("refunding")}>
          {t("confirm")}
        </Button>
      </div>
    </form>
  );
}
