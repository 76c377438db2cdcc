"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { startGiving } from "@/lib/vouchers/actions";

type StartGivingProps = {
  givingId: string;
  where: ActionPlace;
  members: number;
  copies: number;
  coupon: string;
};

/** Gives, once somebody saw to how many; what was given is not taken back by itself. */
export function StartGiving({ givingId, where, members, copies, coupon }: StartGivingProps) {
  const t = useTranslations("coupon-giving");
  const router = useRouter();
  const { run } = useRunAction(startGiving, where);
  const words = useResultWords();
  if (members === 0) return <p className="text-sm text-ink-2">{t("nobody")}</p>;
  const start = async () => {
    const result = await run({ givingId }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("started"));
    tellJobsChanged();
    router.refresh();
  };
  return (
    <div className="flex justify-end">
      <ConfirmDialog
        title={t("confirmTitle", { count: members })}
        confirmLabel={t("give")}
        trigger={<Button variant="primary">{t("giveTo", { count: members })}</Button>}
        onConfirm={start}
      >
        {t("confirmText", { copies, coupon })}
      </ConfirmDialog>
    </div>
  );
}
