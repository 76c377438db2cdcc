"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type Ref, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Waiting } from "@/components/ui/skeleton";

// The search is fetched when it is opened: the forms it stands in are near their weight (UX-15).
const PrizeChoice = dynamic(
  () => import("@/components/activities/prize-choice").then((part) => part.PrizeChoice),
  { ssr: false, loading: () => <Waiting /> },
);

type PrizePickerProps = {
  label: string;
  taken: readonly string[];
  onAdd: (couponIds: string[]) => void;
  inputRef?: Ref<HTMLButtonElement>;
};

/** Chooses coupons out of the merchant's own: the newest first, the rest by search. */
export function PrizePicker({ label, taken, onAdd, inputRef }: PrizePickerProps) {
  const t = useTranslations("activities.picker");
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const change = (next: boolean) => {
    setOpen(next);
    setChosen([]);
  };
  return (
    <Dialog
      title={t("title")}
      isOpen={open}
      onOpenChange={change}
      trigger={
        <Button ref={inputRef} size="sm" aria-label={label}>
          <Plus aria-hidden="true" />
          {t("open")}
        </Button>
      }
      footer={(close) => (
        <>
          <Button onPress={close}>{t("cancel")}</Button>
          <Button
            variant="primary"
            onPress={() => {
              onAdd(chosen);
              close();
            }}
          >
            {t("add", { count: chosen.length })}
          </Button>
        </>
      )}
    >
      <PrizeChoice taken={taken} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
