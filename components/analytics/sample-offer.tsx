"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import { RefreshWhile } from "@/components/jobs/refresh-while";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { rememberPreference } from "@/components/ui/preference-cookie";
import { useRunAction } from "@/components/ui/use-run-action";
import { loadSample, removeSample } from "@/lib/analytics/actions";

type SampleOfferProps = { place: ActionPlace; sample: { hasSample: boolean; isEmpty: boolean } };

/** Sample data to look around with, for a merchant who has nothing yet; and the way to be rid of it again. */
export function SampleOffer({ place, sample }: SampleOfferProps) {
  const t = useTranslations("home.sample");
  const jobs = useTranslations("jobs");
  const router = useRouter();
  const load = useRunAction(loadSample, place);
  const remove = useRunAction(removeSample, place);
  // What there was when the work began: it goes on until that is no more so.
  const [began, setBegan] = useState<boolean>();
  const atWork = began === sample.hasSample;
  const { run, pending: isAsked } = sample.hasSample ? remove : load;
  const pending = isAsked || atWork;
  const start = async () => {
    const result = await run({}, { success: jobs("started") });
    if (!result?.ok) return;
    tellJobsChanged();
    setBegan(sample.hasSample);
    // Long enough for any worker: what goes wrong is told by the tray of jobs.
    setTimeout(() => setBegan(undefined), 120_000);
  };
  const startEmpty = () => {
    rememberPreference(`sample-${place.merchant}`, "away");
    router.refresh();
  };
  return sample.hasSample ? (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-border bg-info-soft px-4 py-3 text-sm text-ink">
      <span>{t("there")}</span>
      <RefreshWhile active={atWork} />
      <ConfirmDialog
        title={t("removeTitle")}
        confirmLabel={t("remove")}
        danger
        trigger={<Button isPending={pending}>{t("remove")}</Button>}
        onConfirm={start}
      >
        {t("removeText")}
      </ConfirmDialog>
    </div>
  ) : (
    <Card
      title={t("title")}
      actions={
        <>
          <Button variant="ghost" isDisabled={pending} onPress={startEmpty}>
            {t("startEmpty")}
          </Button>
          <Button isPending={pending} onPress={() => void start()}>
            {t("load")}
          </Button>
        </>
      }
    >
      <RefreshWhile active={atWork} />
      <p className="text-sm text-ink-2">{t("text")}</p>
    </Card>
  );
}
