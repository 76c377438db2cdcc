"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { discardDraft } from "@/lib/workspace/actions";
import type { DraftKind } from "@/lib/workspace/schema";

type DiscardDraftProps = { kind: DraftKind; draftId: string; title: string; where: ActionPlace };

export function DiscardDraft({ kind, draftId, title, where }: DiscardDraftProps) {
  const t = useTranslations("workspace.drafts");
  const words = useResultWords();
  const [asked, setAsked] = useState(false);
  const { run } = useRunAction(discardDraft, where);
  const confirm = async () => {
    const result = await run({ kind, draftId }, { quiet: true });
    return result ? (words(result) ?? undefined) : undefined;
  };
  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        iconOnly
        aria-label={t("discard", { title })}
        onPress={() => setAsked(true)}
      >
        <Trash2 aria-hidden="true" />
      </Button>
      <ConfirmDialog
        isOpen={asked}
        onOpenChange={setAsked}
        title={t("discardTitle", { title })}
        confirmLabel={t("discardLabel")}
        danger
        onConfirm={confirm}
      >
        {t("discardText")}
      </ConfirmDialog>
    </>
  );
}
