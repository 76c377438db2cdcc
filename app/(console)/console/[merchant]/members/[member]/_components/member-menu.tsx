"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { ActionMenu, type ActionMenuItem } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { asRoute } from "@/components/ui/link";
import { useRunAction } from "@/components/ui/use-run-action";
import { readMemberData } from "@/lib/members/actions/directory";
import { EraseMember } from "./erase-member";

type MemberMenuProps = { place: ActionPlace; member: { id: string; name: string }; mayErase: boolean };

export function MemberMenu({ place, member, mayErase }: MemberMenuProps) {
  const t = useTranslations("members.menu");
  const router = useRouter();
  const [erasing, setErasing] = useState(false);
  const { run } = useRunAction(readMemberData, place);
  const download = async () => {
    const result = await run({ memberId: member.id }, { success: t("downloaded") });
    if (result?.ok) saveFile(result.value.fileName, result.value.text);
  };
  const edit: ActionMenuItem = {
    key: "edit",
    label: t("edit"),
    onAction: () => router.push(asRoute(consolePath(place, "members", member.id, "edit"))),
  };
  const rest: ActionMenuItem[] = [
    { key: "data", label: t("data"), onAction: () => void download() },
    { key: "erase", label: t("erase"), danger: true, onAction: () => setErasing(true) },
  ];
  return (
    <>
      <ActionMenu label={t("label", { name: member.name })} items={mayErase ? [edit, ...rest] : [edit]} />
      <EraseMember place={place} member={member} isOpen={erasing} onOpenChange={setErasing} />
    </>
  );
}

function saveFile(name: string, text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
