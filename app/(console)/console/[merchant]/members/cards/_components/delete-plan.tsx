"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { asRoute } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { deletePlan } from "@/lib/members/actions/labels";

export function DeletePlan({ place, plan }: { place: ActionPlace; plan: { id: string; name: string } }) {
  const t = useTranslations("organise.plan");
  const router = useRouter();
  const { run } = useRunAction(deletePlan, place);
  const words = useResultWords();
  const remove = async () => {
    const result = await run({ planId: plan.id }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("deleted", { name: plan.name }));
    router.push(asRoute(consolePath(place, "members", "cards")));
  };
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name: plan.name })}
      confirmLabel={t("delete")}
      danger
      trigger={<Button>{t("delete")}</Button>}
      onConfirm={remove}
    >
      {t("deleteText")}
    </ConfirmDialog>
  );
}
