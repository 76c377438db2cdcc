"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useRefusalWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { changeLinks } from "@/lib/links/actions";

type LinkStateProps = {
  place: ActionPlace;
  link: { id: string; isDisabled: boolean };
  /** What is hidden from members while it is ended. */
  placed: readonly { readonly id: string; readonly name: string }[];
};

/** Ends a link, or has it lead on again; where something ends with it, that is told before. */
export function LinkState({ place, link, placed }: LinkStateProps) {
  const t = useTranslations("links.list");
  const router = useRouter();
  const words = useRefusalWords();
  const [isAsking, setAsking] = useState(false);
  const { run, pending } = useRunAction(changeLinks, place);
  const change = async () => {
    const result = await run({ choice: { ids: [link.id] }, change: link.isDisabled ? "enable" : "disable" });
    if (!result?.ok) return;
    const [refused] = "refused" in result.value ? result.value.refused : [];
    if (refused) toast.danger(words(refused.refusal));
    router.refresh();
  };
  // One button for both, so that who uses the keyboard is still at it afterwards.
  return (
    <>
      <Button
        onPress={() => (link.isDisabled || placed.length === 0 ? void change() : setAsking(true))}
        isPending={pending}
      >
        {t(link.isDisabled ? "enable" : "disable")}
      </Button>
      <ConfirmDialog
        title={t("endTitle")}
        confirmLabel={t("disable")}
        isOpen={isAsking}
        onOpenChange={setAsking}
        onConfirm={change}
      >
        <p>{t("endPlaced")}</p>
        <ul className="mt-2 list-disc pl-5">
          {placed.map(({ id, name }) => (
            <li key={id} className="wrap-anywhere">
              {name}
            </li>
          ))}
        </ul>
      </ConfirmDialog>
    </>
  );
}
