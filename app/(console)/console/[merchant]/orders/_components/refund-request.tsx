"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TextField } from "@/components/ui/text-field";
import { Time } from "@/components/ui/time";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { decideRefund } from "@/lib/orders/actions/desk";
import { stillAsked } from "@/lib/orders/rules/refund";
import { RefundPreview } from "./refund-preview";
import type { Refundable } from "./refundable";

type Request = {
  readonly reason: string;
  readonly createdAt: Date;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[] | null;
};

type OpenRequestProps = {
  place: ActionPlace;
  request: Request;
  refundable: Refundable;
  mayDecide: boolean;
  timeZone: string;
};

/** A member's request for their money, and the two answers to it. */
export function OpenRequest({ place, request, refundable, mayDecide, timeZone }: OpenRequestProps) {
  const t = useTranslations("orders.request");
  const named = new Map(refundable.lines.map(({ lineId, name }) => [lineId, name]));
  const { lines } = request;
  return (
    <Banner
      tone="warning"
      title={t("title")}
      action={
        mayDecide ? (
          <span className="flex gap-2">
            <Decide {...{ place, refundable, request }} granted={false} />
            <Decide {...{ place, refundable, request }} granted />
          </span>
        ) : undefined
      }
    >
      <p className="wrap-anywhere">{request.reason}</p>
      <p className="text-ink-2">
        {lines === null
          ? t("all")
          : lines.map(({ lineId, quantity }) => `${quantity} × ${named.get(lineId) ?? ""}`).join(" · ")}
        {" · "}
        <Time at={request.createdAt} timeZone={timeZone} />
      </p>
    </Banner>
  );
}

type DecideProps = Pick<OpenRequestProps, "place" | "refundable" | "request"> & { granted: boolean };

function Decide({ place, refundable, request, granted }: DecideProps) {
  const since = refundable.given.filter(({ at }) => at >= request.createdAt);
  const lines = stillAsked(
    request.lines,
    refundable.lines,
    since.flatMap((refund) => refund.lines),
  );
  const t = useTranslations(granted ? "orders.request.grant" : "orders.request.decline");
  const shared = useTranslations("orders.request");
  const words = useResultWords();
  const { run } = useRunAction(decideRefund, place);
  const [answer, setAnswer] = useState("");
  return (
    <ConfirmDialog
      title={t("title")}
      danger={granted}
      confirmLabel={t("confirm")}
      trigger={
        <Button size="sm" variant={granted ? "primary" : "secondary"}>
          {t("open")}
        </Button>
      }
      onConfirm={async () => {
        const input = { orderId: refundable.orderId, granted, answer };
        const result = await run(input, { quiet: true, success: t("done") });
        return result ? words(result) : null;
      }}
    >
      <div className="grid gap-3">
        {granted ? <RefundPreview {...{ place, refundable, lines }} by="member" /> : null}
        <TextField
          multiline
          rows={2}
          label={shared("answer")}
          help={shared("answerHelp")}
          value={answer}
          onChange={setAnswer}
          maxLength={500}
        />
      </div>
    </ConfirmDialog>
  );
}
