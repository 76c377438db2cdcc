"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
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
  if (!sample.hasSample && !sample.isEmpty) return null;
  const { run, pending } = sample.hasSample ? remove : load;
  const start = async () => {
    const result = await run({}, { success: jobs("started") });
    if (!result?.ok) return;
    tellJobsChanged();
    setTimeout(() => router.refresh(), 4000);
  };
  return sample.hasSample ? (
    <div className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-border bg-info-soft px-4 py-3 text-sm text-ink">
      <span>{t("there")}</span>
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
        <Button isPending={pending} onPress={() => void start()}>
          {t("load")}
        </Button>
      }
    >
      <p className="text-sm text-ink-2">{t("text")}</p>
    </Card>
  );
}
