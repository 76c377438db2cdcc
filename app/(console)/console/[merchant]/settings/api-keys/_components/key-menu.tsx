"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { revokeApiKey } from "@/lib/merchants/actions/api-keys";

type KeyMenuProps = { place: ActionPlace; apiKey: { id: string; name: string } };

/** What may be done about a good key: another like it, to change over to, or its end. */
export function KeyMenu({ place, apiKey }: KeyMenuProps) {
  const t = useTranslations("api-keys.menu");
  const [asking, setAsking] = useState(false);
  const revoke = useRunAction(revokeApiKey, place);
  const words = useResultWords();
  const { id: keyId, name } = apiKey;
  const confirm = async () => {
    const result = await revoke.run({ keyId }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    toast.success(t("revoked", { name }));
  };
  return (
    <>
      <ActionMenu
        label={t("label", { name })}
        items={[
          {
            key: "replace",
            label: t("replace"),
            href: `${consolePath(place, "settings", "api-keys", "new")}?like=${keyId}`,
          },
          { key: "revoke", label: t("revoke"), danger: true, onAction: () => setAsking(true) },
        ]}
      />
      <ConfirmDialog
        title={t("revokeTitle", { name })}
        confirmLabel={t("revoke")}
        danger
        isOpen={asking}
        onOpenChange={setAsking}
        onConfirm={confirm}
      >
        {t("revokeText")}
      </ConfirmDialog>
    </>
  );
}
