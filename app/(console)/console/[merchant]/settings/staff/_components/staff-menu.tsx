"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { ActionMenu, type ActionMenuItem } from "@/components/ui/action-menu";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { useUndoable } from "@/components/ui/use-undoable";
import { changeStaffState, resetTwoFactor } from "@/lib/merchants/actions/staff";

type StaffMenuProps = {
  place: ActionPlace;
  person: { id: string; name: string; deactivatedAt: Date | null; twoFactorSince: Date | null };
  isSelf: boolean;
  /** On the person's own page there is no way to it. */
  withLink?: boolean;
};

type Question = "deactivate" | "two_factor" | null;

/** What may be done about a person from a list or their page. */
export function StaffMenu({ place, person, isSelf, withLink = true }: StaffMenuProps) {
  const t = useTranslations("staff.menu");
  const [asking, setAsking] = useState<Question>(null);
  const state = useRunAction(changeStaffState as StaffAction<unknown>, place);
  const factor = useRunAction(resetTwoFactor as StaffAction<unknown>, place);
  const words = useResultWords();
  const { id: staffId, name } = person;
  const undoable = useUndoable(changeStaffState as StaffAction<unknown>, place);
  const reactivate = async () => {
    await undoable.start({
      input: { staffId, change: "reactivate" },
      said: t("reactivated", { name }),
      back: { staffId, change: "deactivate" },
    });
  };
  const confirm = async () => {
    const result =
      asking === "deactivate"
        ? await state.run({ staffId, change: "deactivate" }, { quiet: true })
        : await factor.run({ staffId }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t(asking === "deactivate" ? "deactivated" : "twoFactorReset", { name }));
  };
  const items: ActionMenuItem[] = [
    ...(withLink
      ? [{ key: "edit", label: t("edit"), href: consolePath(place, "settings", "staff", staffId) }]
      : []),
    ...(person.twoFactorSince && !isSelf
      ? [{ key: "two_factor", label: t("resetTwoFactor"), onAction: () => setAsking("two_factor") }]
      : []),
    person.deactivatedAt
      ? { key: "reactivate", label: t("reactivate"), onAction: () => void reactivate() }
      : { key: "deactivate", label: t("deactivate"), danger: true, onAction: () => setAsking("deactivate") },
  ];
  const isFactor = asking === "two_factor";
  return (
    <>
      <ActionMenu label={t("label", { name })} items={items} />
      <ConfirmDialog
        title={t(isFactor ? "resetTitle" : "deactivateTitle", { name })}
        confirmLabel={t(isFactor ? "resetTwoFactor" : "deactivate")}
        danger
        isOpen={asking !== null}
        onOpenChange={(open) => (open ? undefined : setAsking(null))}
        onConfirm={confirm}
      >
        {t(isFactor ? "resetText" : "deactivateText")}
      </ConfirmDialog>
    </>
  );
}
