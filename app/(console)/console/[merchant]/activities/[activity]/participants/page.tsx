import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActivityFrame } from "@/components/activities/activity-frame";
import { ParticipantList, participantListSpec } from "@/components/activities/participant-list";
import { activitiesPath } from "@/components/activities/paths";
import { ExportButton } from "@/components/jobs/export-button";
import type { SearchParams } from "@/components/ui/list-state";
import { ListLater } from "@/components/workspace/list-later";
import { columnsOf, openList } from "@/components/workspace/open-list";
import { exportParticipants } from "@/lib/activities/actions";
import { getActivity } from "@/lib/activities/queries/activities";
import { listParticipants } from "@/lib/activities/queries/participants";
import { staffGate } from "@/lib/platform/auth/gates";
import { env } from "@/lib/platform/env";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

type Props = {
  params: Promise<{ merchant: string; store?: string; activity: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("activities.tabs");
  return { title: t("participants") };
}

export default async function ParticipantsPage({ params, searchParams }: Props) {
  const { activity: id, ...place } = await params;
  const { scope, merchant, can } = await staffGate(place, "member.read");
  const activity = await getActivity(scope, id);
  if (!activity) notFound();
  const basePath = activitiesPath(place, id, "participants");
  const list = await openList(scope, "participants", { spec: participantListSpec, basePath }, searchParams);
  const { q, cursor, size } = list.state;
  const phone = q ? parsePhone(q, countryOfZone(merchant.timeZone)) : null;
  const tools = can("member.export") ? (
    <ExportButton
      place={place}
      columns={columnsOf(list)}
      action={exportParticipants}
      filter={{ activityId: id, q, phone }}
      name={activity.name}
    />
  ) : undefined;
  return (
    <ActivityFrame {...{ place, activity, can }} baseUrl={env().BASE_URL} tab="participants">
      <ListLater
        path={basePath}
        columns={5}
        load={() => listParticipants(scope, id, { q, phone, cursor, size })}
      >
        {(page) => <ParticipantList {...{ place, activity, list, page, tools }} />}
      </ListLater>
    </ActivityFrame>
  );
}
