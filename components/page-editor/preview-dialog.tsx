"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { qrPlain } from "@/components/links/qr-plain";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { makePreview } from "@/lib/activities/actions/pages";
import type { OpenDialog } from "./open-on-press";
import type { Autosave } from "./use-autosave";

type PreviewProps = {
  place: ActionPlace;
  activityId: string;
  save: Autosave;
  /** Of the activity. */
  timeZone: string;
};

/** A link to the draft for seven days, to open, to copy, and to scan with a phone. */
export function PreviewDialog({ isOpen, onOpenChange, ...props }: PreviewProps & OpenDialog) {
  const t = useTranslations("page-editor.preview");
  return (
    <Dialog title={t("title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <Preview {...props} />
    </Dialog>
  );
}

type Made = {
  readonly url: string;
  readonly until: Date;
  /** Whether all that was edited is in what it shows. */
  readonly isWhole: boolean;
};

/** The link, once what was edited is saved; null = being made, "lost" = it could not be. */
function usePreview({ place, activityId, save }: Omit<PreviewProps, "timeZone">) {
  const [made, setMade] = useState<Made | "lost" | null>(null);
  /** Saves and makes it again. */
  const [again, setAgain] = useState<(() => void) | null>(null);
  const { merchant, store } = place;
  const { saveNow } = save;
  useEffect(() => {
    let isHere = true;
    const work = async () => {
      setMade(null);
      setAgain(() => () => void work());
      const isWhole = await saveNow();
      const answer = await makePreview({ merchant, store, input: { activityId } }).catch(() => null);
      if (!isHere) return;
      setMade(answer?.ok ? { url: answer.value.url, until: new Date(answer.value.until), isWhole } : "lost");
    };
    void work();
    return () => {
      isHere = false;
    };
  }, [merchant, store, activityId, saveNow]);
  return { made, again };
}

function Preview(props: PreviewProps) {
  const t = useTranslations("page-editor.preview");
  const locale = useLocale();
  const { made, again } = usePreview(props);
  if (made === null) return <p role="status">{t("making")}</p>;
  const retry = (
    <Button size="sm" onPress={() => again?.()}>
      {t("again")}
    </Button>
  );
  if (made === "lost") {
    return (
      <Banner tone="danger" action={retry}>
        {t("lost")}
      </Banner>
    );
  }
  const code = qrPlain(made.url);
  const until = made.until.toLocaleString(locale, {
    ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: props.timeZone },
  });
  return (
    <div className="grid items-start gap-4 sm:grid-cols-[176px_minmax(0,1fr)]">
      <svg
        viewBox={`0 0 ${code.side} ${code.side}`}
        role="img"
        aria-label={t("code")}
        className="w-44 justify-self-center rounded-lg border border-border"
      >
        <rect width="100%" height="100%" fill="#ffffff" />
        <path d={code.path} fill="#000000" fillRule="evenodd" />
      </svg>
      <div className="grid min-w-0 gap-3">
        {made.isWhole ? null : (
          <Banner tone="warning" action={retry}>
            {t("older")}
          </Banner>
        )}
        <p>{t("text")}</p>
        <p className="rounded-md bg-sunken px-3 py-2 font-mono text-xs break-all">{made.url}</p>
        <div className="flex flex-wrap items-center gap-3">
          <CopyButton text={made.url} label={t("copy")} />
          <ButtonLink href={made.url} external>
            {t("open")}
          </ButtonLink>
        </div>
        <p className="text-xs text-ink-2">{t("until", { until, zone: props.timeZone })}</p>
      </div>
    </div>
  );
}
