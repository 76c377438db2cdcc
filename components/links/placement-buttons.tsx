"use client";

import { useTranslations } from "next-intl";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useRunAction } from "@/components/ui/use-run-action";
import { useUndoable } from "@/components/ui/use-undoable";
import { changePlacement } from "@/lib/links/actions/placements";

type PlacementButtonsProps = {
  place: ActionPlace;
  placement: { id: string; name: string; isOff: boolean };
  onChange: () => void;
};

/** Switches a placement off or on, which can be taken back, or deletes it. */
export function PlacementButtons({ place, placement, onChange }: PlacementButtonsProps) {
  const t = useTranslations("links.onSite");
  const { id: placementId, name, isOff } = placement;
  const { start, pending } = useUndoable(changePlacement, place);
  const deleting = useRunAction(changePlacement, place);
  const [to, back] = isOff ? ["enable", "disable"] : ["disable", "enable"];
  const remove = async () => {
    const gone = await deleting.run({ placementId, change: "delete" });
    if (!gone?.ok) return;
    toast.success(t("deleted"));
    onChange();
  };
  return (
    <>
      <Button
        size="sm"
        isPending={pending}
        onPress={() =>
          void start({
            input: { placementId, change: to },
            said: t(isOff ? "nowOn" : "nowOff", { name }),
            back: { placementId, change: back },
            onChange,
          })
        }
      >
        {t(isOff ? "on" : "off")}
        <span className="sr-only"> {name}</span>
      </Button>
      <ConfirmDialog
        title={t("deleteTitle")}
        confirmLabel={t("delete")}
        danger
        trigger={
          <Button size="sm" variant="ghost">
            {t("delete")}
            <span className="sr-only"> {name}</span>
          </Button>
        }
        onConfirm={remove}
      >
        {t("deleteText", { name })}
      </ConfirmDialog>
    </>
  );
}
