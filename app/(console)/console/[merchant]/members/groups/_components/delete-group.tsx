"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { asRoute } from "@/components/ui/link";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { deleteGroup } from "@/lib/members/actions/labels";

type DeleteGroupProps = { place: ActionPlace; group: { id: string; name: string } };

/** On a group's own page. */
export function DeleteGroup(props: DeleteGroupProps) {
  const t = useTranslations("organise.group");
  const router = useRouter();
  return (
    <ConfirmDeleteGroup
      {...props}
      trigger={<Button>{t("delete")}</Button>}
      onDone={() => router.push(asRoute(consolePath(props.place, "members", "groups")))}
    />
  );
}

type ConfirmProps = DeleteGroupProps & {
  trigger?: ReactNode;
  isOpen?: boolean;
  onOpenChange?: (open: boolean) => void;
  onDone?: () => void;
};

export function ConfirmDeleteGroup({ place, group, onDone, ...dialog }: ConfirmProps) {
  const t = useTranslations("organise.group");
  const { run } = useRunAction(deleteGroup, place);
  const words = useResultWords();
  const remove = async () => {
    const result = await run({ groupId: group.id }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("deleted", { name: group.name }));
    onDone?.();
  };
  return (
    <ConfirmDialog
      {...dialog}
      title={t("deleteTitle", { name: group.name })}
      confirmLabel={t("delete")}
      danger
      onConfirm={remove}
    >
      {t("deleteText")}
    </ConfirmDialog>
  );
}
