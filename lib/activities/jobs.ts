import { z } from "zod";
import { changeActivity } from "@/lib/activities/change-activity-state";
import { publishDuePages } from "@/lib/activities/publish-due-pages";
import { type ActivityRow, listActivities } from "@/lib/activities/queries/activities";
import { chosenActivities } from "@/lib/activities/queries/chosen";
import { listParticipants } from "@/lib/activities/queries/participants";
import {
  type ActivityFilter,
  activityFilterSchema,
  activityJobSchema,
  type ParticipantFilter,
  participantFilterSchema,
} from "@/lib/activities/schema";
import { eachJob } from "@/lib/jobs/change-each";
import { exportJob } from "@/lib/jobs/export-rows";
import { EXPORT_PAGE } from "@/lib/platform/export-spec";
import { defineJob } from "@/lib/platform/jobs";

type Participant = Awaited<ReturnType<typeof listParticipants>>["rows"][number];

/** The activity list (C-40) as a file, with the filter in view. */
export const exportActivities = exportJob<ActivityFilter, ActivityRow>({
  kind: "activities.export",
  filter: activityFilterSchema,
  name: ({ t }) => t("activities.list.title"),
  columns: [
    { header: ({ t }) => t("activities.list.name"), cell: (row) => row.name },
    { header: ({ t }) => t("jobs.columns.code"), cell: (row) => row.code },
    {
      of: "kind",
      header: ({ t }) => t("activities.list.kind"),
      cell: (row, { t }) => t(`activities.kinds.${row.kind}.name`),
    },
    {
      of: "status",
      header: ({ t }) => t("activities.list.status"),
      cell: (row, { t }) => t(`ui.status.${row.status}`),
    },
    { of: "start", header: ({ t }) => t("jobs.columns.starts"), cell: (row, { at }) => at(row.startsAt) },
    { of: "start", header: ({ t }) => t("jobs.columns.ends"), cell: (row, { at }) => at(row.endsAt) },
    { of: "start", header: ({ t }) => t("jobs.columns.timeZone"), cell: (row) => row.timeZone },
    {
      of: "participants",
      header: ({ t }) => t("activities.list.participants"),
      cell: (row) => row.participants,
    },
    { of: "stock", header: ({ t }) => t("activities.list.stock"), cell: (row) => row.issued },
    { of: "stock", header: ({ t }) => t("jobs.columns.stock"), cell: (row) => row.inventory },
    {
      of: "created",
      header: ({ t }) => t("activities.list.created"),
      cell: (row, { at }) => at(row.createdAt),
    },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listActivities(scope, { ...filter, cursor, size: EXPORT_PAGE });
    return { ...page, total: page.total.capped ? null : page.total.count };
  },
});

/** An activity's participants (C-44) as a file; phones whole only for whoever may see them whole. */
export const exportParticipants = exportJob<ParticipantFilter, Participant>({
  kind: "activities.participants",
  filter: participantFilterSchema,
  name: ({ t }) => t("activities.participants.label"),
  columns: [
    { header: ({ t }) => t("jobs.columns.name"), cell: (row) => row.name },
    { header: ({ t }) => t("jobs.columns.nickname"), cell: (row) => row.nickname },
    { of: "phone", header: ({ t }) => t("activities.participants.phone"), cell: (row) => row.phone },
    { of: "times", header: ({ t }) => t("activities.participants.times"), cell: (row) => row.times },
    {
      of: "last",
      header: ({ t }) => t("activities.participants.last"),
      cell: (row, { at }) => at(row.lastAt),
    },
    { header: ({ t }) => t("jobs.columns.memberId"), cell: (row) => row.memberId },
  ],
  rows: async (scope, { activityId, ...query }, cursor) => {
    const page = await listParticipants(scope, activityId, { ...query, cursor, size: EXPORT_PAGE });
    return { ...page, total: page.total.capped ? null : page.total.count };
  },
});

/** Pauses, resumes, archives or restores all activities that a filter leaves. */
export const changeManyActivities = eachJob({
  kind: "activities.change",
  input: activityJobSchema,
  find: async (scope, { filter }, { after, most }) => await chosenActivities(scope, { filter }, most, after),
  change: async (tx, scope, id, { change }) => await changeActivity(tx, scope, id, change),
});

/** Every minute: shows members the pages whose time has come (A14). */
export const publishPagesJob = defineJob({
  name: "activities.publish_pages",
  input: z.object({}),
  cron: "* * * * *",
  handle: async (_, signal) => {
    await publishDuePages(signal);
    return {};
  },
});
