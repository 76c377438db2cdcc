"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { TextField } from "@/components/ui/text-field";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { askPackRefund, cancelPurchase, decidePackRefund, withdrawPackRefund } from "@/lib/packs/actions";
import type { PurchaseDetail } from "@/lib/packs/queries/purchases";

type PurchaseRefundProps = {
  where: ActionPlace;
  purchase: Pick<PurchaseDetail, "id" | "status" | "orderId" | "requests">;
  timeZone: string;
  may: { ask: boolean; decide: boolean };
};

/** Asks that a purchase be refunded, takes that back or decides on it; an unpaid one is given up. Whoever asks does not decide. */
export function PurchaseRefund({ where, purchase, timeZone, may }: PurchaseRefundProps) {
  const t = useTranslations("packs.refund");
  const open = purchase.requests.find(({ status }) => status === "open");
  const [decided] = purchase.requests.filter(({ status }) => status !== "open");
  if (open) {
    return (
      <Banner
        tone="warning"
        title={t(open.actorType === "member" ? "memberAsks" : "staffAsks")}
        action={
          may.decide ? (
            <span className="flex gap-2">
              <Decide where={where} purchaseId={purchase.id} granted={false} />
              <Decide where={where} purchaseId={purchase.id} granted />
            </span>
          ) : may.ask && open.actorType === "staff" ? (
            <GiveUp where={where} purchaseId={purchase.id} what="withdraw" />
          ) : undefined
        }
      >
        <p className="wrap-anywhere">{open.reason}</p>
        <p className="text-ink-2">
          <Time at={open.createdAt} timeZone={timeZone} />
          {may.decide ? null : ` · ${t("financeDecides")}`}
        </p>
      </Banner>
    );
  }
  if (purchase.status === "placed" && purchase.orderId === null && may.ask) {
    return <GiveUp where={where} purchaseId={purchase.id} what="cancel" />;
  }
  if (purchase.status !== "paid") return null;
  return (
    <div className="grid gap-3">
      {decided?.status === "declined" ? (
        <Banner title={t("declined")}>
          {decided.answer ? <p className="wrap-anywhere">{decided.answer}</p> : null}
        </Banner>
      ) : null}
      {may.ask ? <Ask where={where} purchaseId={purchase.id} /> : null}
    </div>
  );
}

type OneProps = { where: ActionPlace; purchaseId: string };

function Ask({ where, purchaseId }: OneProps) {
  const t = useTranslations("packs.refund");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(askPackRefund, where);
  const [reason, setReason] = useState("");
  const [isOpen, setOpen] = useState(false);
  const ask = async (): Promise<string | undefined> => {
    if (reason.trim() === "") return t("reasonMissing");
    const result = await run({ purchaseId, reason }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t("asked"));
    router.refresh();
    return undefined;
  };
  return (
    <div>
      <Button onPress={() => setOpen(true)}>{t("ask")}</Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t("askTitle")}
        confirmLabel={t("ask")}
        onConfirm={ask}
      >
        <div className="grid gap-3">
          <p>{t("askText")}</p>
          <TextField label={t("reason")} value={reason} onChange={setReason} maxLength={500} isRequired />
        </div>
      </ConfirmDialog>
    </div>
  );
}

/** Takes a request of staff back, or gives an unpaid purchase up. */
function GiveUp({ where, purchaseId, what }: OneProps & { what: "withdraw" | "cancel" }) {
  const t = useTranslations("packs.refund");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(what === "withdraw" ? withdrawPackRefund : cancelPurchase, where);
  const [isOpen, setOpen] = useState(false);
  const give = async (): Promise<string | undefined> => {
    const result = await run({ purchaseId }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t(`${what}Done`));
    router.refresh();
    return undefined;
  };
  return (
    <div>
      <Button size={what === "withdraw" ? "sm" : undefined} onPress={() => setOpen(true)}>
        {t(what)}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t(`${what}Title`)}
        confirmLabel={t(what)}
        onConfirm={give}
      >
        <p>{t(`${what}Text`)}</p>
      </ConfirmDialog>
    </div>
  );
}

function Decide({ where, purchaseId, granted }: OneProps & { granted: boolean }) {
  const t = useTranslations("packs.refund");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(decidePackRefund, where);
  const [answer, setAnswer] = useState("");
  const [isOpen, setOpen] = useState(false);
  const decide = async (): Promise<string | undefined> => {
    const result = await run({ purchaseId, granted, answer }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t(granted ? "granted" : "declinedDone"));
    router.refresh();
    return undefined;
  };
  const key = granted ? "grant" : "decline";
  return (
    <>
      <Button size="sm" variant={granted ? "primary" : undefined} onPress={() => setOpen(true)}>
        {t(key)}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t(`${key}Title`)}
        confirmLabel={t(key)}
        danger={!granted}
        onConfirm={decide}
      >
        <div className="grid gap-3">
          <p>{t(`${key}Text`)}</p>
          <TextField
            label={t("answer")}
            help={t("answerHelp")}
            value={answer}
            onChange={setAnswer}
            maxLength={500}
          />
        </div>
      </ConfirmDialog>
    </>
  );
}
