"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useFormContextOfAction } from "./action-form";
import { Button } from "./button";
import { LeaveGuard } from "./leave-guard";

/** For the edit of something that exists: there only while something changed. Ctrl/⌘ S saves. */
export function SaveBar({ saveLabel }: { saveLabel?: string }) {
  const t = useTranslations("ui.form");
  const { pending, isDirty, submit, discard } = useFormContextOfAction();
  useEffect(() => {
    if (!isDirty) return;
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "s" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      submit();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isDirty, submit]);
  if (!isDirty && !pending) return null;
  return (
    <section
      aria-label={t("unsaved")}
      className="sticky bottom-4 z-20 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-border-strong bg-raised px-4 py-2.5 shadow-e3"
    >
      <LeaveGuard active={isDirty && !pending} onLeave={discard} />
      <span role="status" className="flex-1 text-sm font-[550]">
        {t("unsaved")}
      </span>
      <Button onPress={discard} isDisabled={pending}>
        {t("discard")}
      </Button>
      <Button
        type="submit"
        variant="primary"
        isPending={pending}
        pendingLabel={t("saving")}
        aria-keyshortcuts="Control+S Meta+S"
      >
        {saveLabel ?? t("save")}
      </Button>
    </section>
  );
}
