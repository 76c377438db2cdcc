import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActivityFrame } from "@/components/activities/activity-frame";
import { audienceWords } from "@/components/activities/audience-words";
import { SettingsCards } from "@/components/activities/settings-cards";
import { withGroupNames } from "@/components/members/group-names";
import { getActivity } from "@/lib/activities/queries/activities";
import { audienceOptions } from "@/lib/members/queries/audience";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";

type Props = { params: Promise<{ merchant: string; store?: string; activity: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.tabs");
  return { title: t("settings") };
}

export default async function ActivitySettingsPage({ params }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, merchant, can } = await staffGate(place, "activity.read");
  const activity = await getActivity(scope, id);
  if (!activity) notFound();
  const [options, t, builtIn] = await Promise.all([
    audienceOptions(scope),
    getTranslations("activities.audience"),
    getTranslations("audience.builtIn"),
  ]);
  const baseUrl = env().BASE_URL;
  return (
    <ActivityFrame {...{ place, activity, can, baseUrl }} tab="settings">
      <div className="grid max-w-[760px] gap-5">
        <SettingsCards
          {...{ activity, baseUrl }}
          merchant={merchant}
          audience={audienceWords(activity.audience, withGroupNames(options, builtIn), t)}
        />
      </div>
    </ActivityFrame>
  );
}
