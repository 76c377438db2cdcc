"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { consolePath } from "@/components/merchants/console-path";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { asRoute } from "@/components/ui/link";
import { SecretOnce } from "@/components/ui/secret-once";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import {
  changeWebhookState,
  deleteWebhook,
  rotateWebhookSecret,
  sendTestEvent,
} from "@/lib/notifications/actions";

type WebhookActionsProps = { place: ActionPlace; webhookId: string; isDisabled: boolean };
type Question = "rotate" | "disable" | "delete";

/** What may be done about a webhook on its page. */
export function WebhookActions({ place, webhookId, isDisabled }: WebhookActionsProps) {
  const t = useTranslations("webhooks.page");
  const [asking, setAsking] = useState<Question | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const test = useRunAction(sendTestEvent, place);
  const state = useRunAction(changeWebhookState as StaffAction<unknown>, place);
  const menu = [
    { key: "rotate", label: t("rotate"), onAction: () => setAsking("rotate") },
    ...(isDisabled ? [] : [{ key: "disable", label: t("disable"), onAction: () => setAsking("disable") }]),
    { key: "delete", label: t("delete"), danger: true, onAction: () => setAsking("delete") },
  ];
  return (
    <>
      {isDisabled ? (
        <Button
          variant="primary"
          isPending={state.pending}
          onPress={() => void state.run({ webhookId, change: "enable" }, { success: t("enabled") })}
        >
          {t("enable")}
        </Button>
      ) : (
        <Button
          isPending={test.pending}
          onPress={() => void test.run({ webhookId }, { success: t("tested") })}
        >
          {t("test")}
        </Button>
      )}
      <ActionMenu label={t("menu")} items={menu} />
      <Questions {...{ place, webhookId, asking }} onOver={() => setAsking(null)} onSecret={setSecret} />
      <NewSecret webhookId={webhookId} secret={secret} onOver={() => setSecret(null)} />
    </>
  );
}

type QuestionsProps = Pick<WebhookActionsProps, "place" | "webhookId"> & {
  asking: Question | null;
  onOver: () => void;
  onSecret: (secret: string) => void;
};

function Questions({ place, webhookId, asking, onOver, onSecret }: QuestionsProps) {
  const t = useTranslations("webhooks.page");
  const router = useRouter();
  const words = useResultWords();
  const state = useRunAction(changeWebhookState as StaffAction<unknown>, place);
  const rotate = useRunAction(rotateWebhookSecret, place);
  const remove = useRunAction(deleteWebhook as StaffAction<unknown>, place);
  const quiet = { quiet: true };
  const confirm = async () => {
    if (asking === "rotate") {
      const made = await rotate.run({ webhookId }, quiet);
      if (made?.ok) onSecret(made.value.secret);
      return made ? (words(made) ?? undefined) : undefined;
    }
    const done =
      asking === "delete"
        ? await remove.run({ webhookId }, quiet)
        : await state.run({ webhookId, change: "disable" }, quiet);
    if (!done) return;
    if (!done.ok) return words(done) ?? undefined;
    toast.success(t(asking === "delete" ? "deleted" : "disabled"));
    if (asking === "delete") router.push(asRoute(consolePath(place, "settings", "webhooks")));
  };
  const which = asking ?? "disable";
  return (
    <ConfirmDialog
      title={t(`${which}Title`)}
      confirmLabel={t(which)}
      danger={which !== "rotate"}
      isOpen={asking !== null}
      onOpenChange={(open) => (open ? undefined : onOver())}
      onConfirm={confirm}
    >
      {t(`${which}Text`)}
    </ConfirmDialog>
  );
}

function NewSecret({
  webhookId,
  secret,
  onOver,
}: {
  webhookId: string;
  secret: string | null;
  onOver: () => void;
}) {
  const t = useTranslations("webhooks.form");
  return (
    <Dialog
      title={t("rotatedTitle")}
      isOpen={secret !== null}
      onOpenChange={(open) => (open ? undefined : onOver())}
    >
      {secret === null ? null : (
        <SecretOnce
          title={t("rotatedTitle")}
          text={t("rotatedText")}
          secret={secret}
          fileName={`${webhookId}.txt`}
          bare
        />
      )}
    </Dialog>
  );
}
