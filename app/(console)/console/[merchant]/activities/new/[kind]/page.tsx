import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CreateActivityForm } from "@/components/activities/activity-form";
import { emptyActivity } from "@/components/activities/form-values";
import { activitiesPath } from "@/components/activities/paths";
import { timeZoneChoices } from "@/components/activities/time-zones";
import { PageHeader } from "@/components/ui/page-header";
import { DraftForm } from "@/components/workspace/draft-form";
import { openDraft } from "@/components/workspace/open-draft";
import { listPrizeCoupons } from "@/lib/activities/queries/prizes";
import { activityKinds } from "@/lib/activities/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Props = {
  params: Promise<{ merchant: string; store?: string; kind: string }>;
  searchParams: Promise<{ draft?: string }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.form");
  return { title: t("createTitle") };
}

export default async function NewActivityOfKindPage({ params, searchParams }: Props) {
  const { kind: asked, ...place } = await params;
  const { scope, merchant } = await staffGate(place, "activity.write");
  const kind = activityKinds.find((known) => known === asked);
  if (!kind) notFound();
  const t = await getTranslations("activities");
  const coupons = await listPrizeCoupons(scope);
  const empty = emptyActivity(kind, merchant.timeZone);
  const { values, draft } = await openDraft(scope, "activity", empty, searchParams);
  return (
    <>
      <PageHeader
        title={t("form.createTitle")}
        meta={t("form.createMeta", { kind: t(`kinds.${kind}.name`) })}
        back={{ href: activitiesPath(place, "new"), label: t("gallery.title") }}
      />
      <DraftForm draft={draft} of={kind}>
        <CreateActivityForm
          place={place}
          values={values}
          kept={draft}
          merchant={merchant}
          baseUrl={env().BASE_URL}
          timeZones={timeZoneChoices(merchant.timeZone)}
          now={new Date()}
          offered={coupons.rows}
          more={coupons.more}
        />
      </DraftForm>
    </>
  );
}
