"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { withdrawGift } from "@/lib/packs/actions/records";

type TakeGiftBackProps = {
  where: ActionPlace;
  /** One that waits for its number. */
  gift: { id: string; phone: string; quantity: number };
};

/** Takes a gift back that waits for a number: it may have been mistyped, and it holds stock. */
export function TakeGiftBack({ where, gift: { id: giftId, phone, quantity: count } }: TakeGiftBackProps) {
  const t = useTranslations("packs.records");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(withdrawGift, where);
  const [isOpen, setOpen] = useState(false);
  const take = async (): Promise<string | undefined> => {
    const result = await run({ giftId }, { quiet: true });
    if (!result) return undefined;
    const problem = words(result);
    if (problem) return problem;
    toast.success(t("takeBackDone"));
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Button size="sm" variant="ghost" onPress={() => setOpen(true)}>
        {t("takeBack")}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t("takeBackTitle")}
        confirmLabel={t("takeBack")}
        danger
        onConfirm={take}
      >
        <p>{t("takeBackText", { phone, count })}</p>
      </ConfirmDialog>
    </>
  );
}
