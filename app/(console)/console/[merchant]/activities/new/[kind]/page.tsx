import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { CreateActivityForm } from "@/components/activities/activity-form";
import { emptyActivity } from "@/components/activities/form-values";
import { activitiesPath } from "@/components/activities/paths";
import { timeZoneChoices } from "@/components/activities/time-zones";
import { PageHeader } from "@/components/ui/page-header";
import { listPrizeCoupons } from "@/lib/activities/queries/prizes";
import { activityKinds } from "@/lib/activities/schema";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Props = { params: Promise<{ merchant: string; store?: string; kind: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.form");
  return { title: t("createTitle") };
}

export default async function NewActivityOfKindPage({ params }: Props) {
  const { kind: asked, ...place } = await params;
  const { scope, merchant } = await staffGate(place, "activity.write");
  const kind = activityKinds.find((known) => known === asked);
  if (!kind) notFound();
  const t = await getTranslations("activities");
  const coupons = await listPrizeCoupons(scope);
  return (
    <>
      <PageHeader
        title={t("form.createTitle")}
        meta={t("form.createMeta", { kind: t(`kinds.${kind}.name`) })}
        back={{ href: activitiesPath(place, "new"), label: t("gallery.title") }}
      />
      <CreateActivityForm
        place={place}
        values={emptyActivity(kind, merchant.timeZone)}
        merchantName={merchant.name}
        baseUrl={env().BASE_URL}
        timeZones={timeZoneChoices(merchant.timeZone)}
        now={new Date()}
        offered={coupons.rows}
        more={coupons.more}
      />
    </>
  );
}
