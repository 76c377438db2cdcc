import { eachJob } from "@/lib/jobs/change-each";
import { exportJob } from "@/lib/jobs/export-rows";
import { changeLink } from "@/lib/links/change-links";
import { oweConversions } from "@/lib/links/owe-conversions";
import { listChannels } from "@/lib/links/queries/channels";
import { type LinkFileRow, linkFileRow } from "@/lib/links/queries/file";
import { chosenLinks, listLinks } from "@/lib/links/queries/links";
import { isBuiltIn, type LinkFilter, linkFilterSchema, linkJobSchema } from "@/lib/links/schema";
import type { Keeper } from "@/lib/platform/deliver-outbox";
import { env } from "@/lib/platform/env";
import { EXPORT_PAGE } from "@/lib/platform/export-spec";

/** Who is told of claims, payments and refunds to owe them to links (A13). */
export const linkKeeper: Keeper = {
  types: [
    ...["voucher.issued", "order.paid", "order.refunded", "order.partly_refunded"],
    ...["pack.purchased", "pack.refunded"],
  ],
  keep: oweConversions,
};

/** Makes all links that a filter leaves lead nowhere, or on again. */
export const changeManyLinks = eachJob({
  kind: "links.change",
  input: linkJobSchema,
  find: async (scope, { filter }, { after, most }) => await chosenLinks(scope, { filter }, most, after),
  change: async (tx, scope, id, { change }) => await changeLink(tx, scope, id, change),
});

/** The list of links (C-50) as a file, each with what came through it in all. */
export const exportLinks = exportJob<LinkFilter, LinkFileRow>({
  kind: "links.export",
  filter: linkFilterSchema,
  name: ({ t }) => t("links.title"),
  columns: [
    { header: ({ t }) => t("links.list.address"), cell: (row) => `${env().BASE_URL}/s/${row.slug}` },
    { header: ({ t }) => t("links.dialog.name"), cell: (row) => row.name },
    {
      of: "target",
      header: ({ t }) => t("links.list.target"),
      cell: (row, { t }) => row.targetName ?? t(`links.list.${row.targetType}`),
    },
    {
      of: "channel",
      header: ({ t }) => t("links.list.channel"),
      cell: (row, { t }) => (isBuiltIn(row.channel) ? t(`links.channels.${row.channel}`) : row.channelName),
    },
    {
      of: "state",
      header: ({ t }) => t("links.list.state"),
      cell: (row, { t }) => t(`links.list.${row.isLive ? "live" : "over"}`),
    },
    { of: "clicks", header: ({ t }) => t("links.list.clicks"), cell: (row) => row.clicks },
    { of: "visitors", header: ({ t }) => t("links.list.visitors"), cell: (row) => row.visitors },
    { of: "claims", header: ({ t }) => t("links.list.claims"), cell: (row) => row.claims },
    { of: "conversion", header: ({ t }) => t("links.list.conversion"), cell: (row) => row.conversion },
    { of: "created", header: ({ t }) => t("links.list.created"), cell: (row, { at }) => at(row.createdAt) },
    { header: ({ t }) => t("jobs.columns.ends"), cell: (row, { at }) => at(row.expiresAt) },
    { header: ({ t }) => t("jobs.columns.createdBy"), cell: (row) => row.createdBy },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor, now) => {
    const [{ rows, ...page }, channels] = await Promise.all([
      listLinks(scope, { ...filter, cursor, size: EXPORT_PAGE }),
      listChannels(scope),
    ]);
    const names = new Map(channels.map(({ code, name }) => [code, name]));
    const total = page.total.capped ? null : page.total.count;
    return { ...page, total, rows: rows.map((row) => linkFileRow(row, now, names)) };
  },
});
