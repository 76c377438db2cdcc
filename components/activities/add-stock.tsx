"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ConsolePlace } from "@/components/activities/paths";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { NumberField } from "@/components/ui/number-field";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { addStock } from "@/lib/activities/actions";

const MAX = 1_000_000;

type AddStockProps = {
  place: ConsolePlace;
  poolId: string;
  inventory: number;
  issued: number;
  label: string;
  onAdded?: (inventory: number) => void;
};

/** Prize stock only grows: "+n", never a number to overwrite. */
export function AddStock({ place, poolId, inventory, issued, label, onAdded }: AddStockProps) {
  const t = useTranslations("activities.stock");
  const router = useRouter();
  const words = useResultWords();
  const { run } = useRunAction(addStock, place);
  const [open, setOpen] = useState(false);
  const [add, setAdd] = useState<number | null>(null);
  const good = add !== null && Number.isInteger(add) && add >= 1 && add <= MAX;

  const confirm = async () => {
    if (!good) return t("invalid", { max: MAX });
    const result = await run({ poolId, add }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("done", { add, inventory: result.value.inventory }));
    onAdded?.(result.value.inventory);
    router.refresh();
  };
  return (
    <ConfirmDialog
      title={t("title")}
      confirmLabel={t("confirm")}
      isOpen={open}
      onOpenChange={(next) => {
        setOpen(next);
        setAdd(null);
      }}
      trigger={
        <Button size="sm" aria-label={label}>
          <Plus aria-hidden="true" />
          {t("open")}
        </Button>
      }
      onConfirm={confirm}
    >
      <div className="grid gap-3">
        <p>{t("now", { inventory, issued, left: inventory - issued })}</p>
        <NumberField label={t("add")} value={add} onChange={setAdd} prefix="+" help={t("onlyGrows")} />
        <p role="status" className="text-sm text-ink-2">
          {good ? t("then", { inventory: inventory + add, left: inventory + add - issued }) : ""}
        </p>
      </div>
    </ConfirmDialog>
  );
}
