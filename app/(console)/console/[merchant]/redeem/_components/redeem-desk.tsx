"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { findVoucherByCode } from "@/lib/orders/actions/list";
import type { DeskVoucher } from "@/lib/orders/queries/at-desk";
import { type DeskStore, ShownVoucher } from "./shown-voucher";

type RedeemDeskProps = {
  place: ActionPlace;
  stores: readonly DeskStore[];
  timeZone: string;
  may: { revoke: boolean; order: boolean };
};

/** A code is typed or scanned, what it is of is shown, and it is redeemed: nothing is used by looking. */
export function RedeemDesk(props: RedeemDeskProps) {
  const { place } = props;
  const t = useTranslations("redeem");
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string>();
  const [voucher, setVoucher] = useState<DeskVoucher | null>(null);
  const words = useResultWords();
  const { run, pending } = useRunAction(findVoucherByCode, place);
  const look = async () => {
    setVoucher(null);
    if (code.trim() === "") return setProblem(t("noCode"));
    setProblem(undefined);
    const result = await run({ code }, { quiet: true });
    if (!result) return;
    if (!result.ok) return setProblem(words(result) ?? undefined);
    if (!result.value.voucher) return setProblem(t("unknown"));
    setVoucher(result.value.voucher);
  };
  const next = () => {
    setVoucher(null);
    setCode("");
  };
  return (
    <div className="grid gap-4">
      <Card>
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void look();
          }}
        >
          <TextField
            mono
            label={t("code")}
            help={t("codeHelp")}
            value={code}
            onChange={setCode}
            autoComplete="off"
            maxLength={64}
          />
          <Button type="submit" variant="primary" isPending={pending} pendingLabel={t("looking")}>
            {t("look")}
          </Button>
        </form>
      </Card>
      {problem ? <Banner tone="danger">{problem}</Banner> : null}
      {voucher ? <ShownVoucher key={voucher.id} {...props} voucher={voucher} onNext={next} /> : null}
    </div>
  );
}
