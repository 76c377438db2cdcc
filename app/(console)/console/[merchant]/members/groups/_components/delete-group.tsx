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
import { deleteGroup } from "@/lib/members/actions/labels";

export function DeleteGroup({ place, group }: { place: ActionPlace; group: { id: string; name: string } }) {
  const t = useTranslations("organise.group");
  const router = useRouter();
  const { run } = useRunAction(deleteGroup, place);
  const words = useResultWords();
  const remove = async () => {
    const result = await run({ groupId: group.id }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("deleted", { name: group.name }));
    router.push(asRoute(consolePath(place, "members", "groups")));
  };
  return (
    <ConfirmDialog
      title={t("deleteTitle", { name: group.name })}
      confirmLabel={t("delete")}
      danger
      trigger={<Button>{t("delete")}</Button>}
      onConfirm={remove}
    >
      {t("deleteText")}
    </ConfirmDialog>
  );
}
