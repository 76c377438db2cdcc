import { z } from "zod";
import { letGoMedia } from "@/lib/merchants/let-go-media";
import { listStores, type StoreRow } from "@/lib/merchants/queries";
import { type AuditRow, listAudit } from "@/lib/merchants/queries/audit";
import { listStaff, type StaffRow } from "@/lib/merchants/queries/staff";
import { weekOf } from "@/lib/merchants/queries/store-file";
import { removeImages } from "@/lib/merchants/remove-images";
import { removeMedia } from "@/lib/merchants/remove-media";
import {
  type AuditFilter,
  auditFilterSchema,
  type StaffFilter,
  type StoreFilter,
  staffFilterSchema,
  storeFilterSchema,
  worksInStores,
} from "@/lib/merchants/schema";
import { EXPORT_PAGE, type ExportSpec, totalOf } from "@/lib/platform/export-spec";
import { defineJob } from "@/lib/platform/jobs";

/** The store list (C-72) as a file. Jobs come after this slice, so lib/worker.ts makes the job of it. */
export const storesExport: ExportSpec<StoreFilter, StoreRow> = {
  kind: "merchants.stores",
  filter: storeFilterSchema,
  name: ({ t }) => t("stores.list.title"),
  columns: [
    { header: ({ t }) => t("stores.list.name"), cell: (row) => row.name },
    { header: ({ t }) => t("stores.form.address"), cell: (row) => row.address },
    { of: "code", header: ({ t }) => t("stores.list.code"), cell: (row) => row.code },
    { of: "city", header: ({ t }) => t("stores.list.city"), cell: (row) => row.city },
    {
      of: "hours",
      header: ({ t }) => t("stores.form.hours"),
      cell: (row, { locale }) => weekOf(row, locale),
    },
    {
      of: "status",
      header: ({ t }) => t("stores.list.status"),
      cell: (row, { t }) => t(row.archivedAt ? "stores.closed" : "stores.open"),
    },
    { of: "currency", header: ({ t }) => t("stores.list.currency"), cell: (row) => row.currency },
    { of: "zone", header: ({ t }) => t("stores.list.timeZone"), cell: (row) => row.timeZone },
    { header: ({ t }) => t("stores.list.regions"), cell: (row) => row.regions.join(", ") },
    { of: "staff", header: ({ t }) => t("stores.list.staff"), cell: (row) => row.staff },
    { of: "created", header: ({ t }) => t("stores.list.created"), cell: (row, { at }) => at(row.createdAt) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listStores(scope, { ...filter, cursor, size: EXPORT_PAGE });
    return { ...page, total: totalOf(page.total) };
  },
};

/** The people of the merchant (C-122) as a file: who may get in, as what and where, and with how many factors. */
export const staffExport: ExportSpec<StaffFilter, StaffRow> = {
  kind: "merchants.staff",
  filter: staffFilterSchema,
  name: ({ t }) => t("staff.list.label"),
  columns: [
    { header: ({ t }) => t("staff.list.person"), cell: (row) => row.name },
    { header: ({ t }) => t("staff.list.email"), cell: (row) => row.email },
    {
      of: "role",
      header: ({ t }) => t("staff.list.role"),
      cell: (row, { t }) => t(`common.roles.${row.role}`),
    },
    { of: "stores", header: ({ t }) => t("staff.list.stores"), cell: (row, { t }) => storesOf(row, t) },
    { of: "seen", header: ({ t }) => t("staff.list.seen"), cell: (row, { at }) => at(row.lastSeenAt) },
    {
      of: "twoFactor",
      header: ({ t }) => t("staff.list.twoFactorSince"),
      cell: (row, { at }) => at(row.twoFactorSince),
    },
    {
      of: "status",
      header: ({ t }) => t("staff.list.status"),
      cell: (row, { t }) => t(`staff.list.${row.deactivatedAt ? "deactivated" : "active"}`),
    },
    { header: ({ t }) => t("staff.list.joined"), cell: (row, { at }) => at(row.joinedAt) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listStaff(scope, { ...filter, cursor, size: EXPORT_PAGE });
    return { ...page, total: totalOf(page.total) };
  },
};

const storesOf = ({ role, stores }: StaffRow, t: (key: string) => string) =>
  worksInStores(role)
    ? stores.map(({ name }) => name).join(", ") || t("staff.list.noStores")
    : t("staff.list.allStores");

const told = (value: unknown) => (value === null || value === undefined ? "" : JSON.stringify(value));

/** The audit log (C-125) as a file: codes as they are kept, so that a line can be found again. */
export const auditExport: ExportSpec<AuditFilter, AuditRow> = {
  kind: "merchants.audit",
  filter: auditFilterSchema,
  name: ({ t }) => t("audit.title"),
  columns: [
    { header: ({ t }) => t("audit.when"), cell: (row, { at }) => at(row.at) },
    { header: ({ t }) => t("audit.who"), cell: (row) => row.staffName ?? row.keyName ?? row.actorType },
    { header: ({ t }) => t("audit.action"), cell: (row) => row.action },
    { header: ({ t }) => t("audit.object"), cell: (row) => row.objectType },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.objectId },
    { header: ({ t }) => t("audit.before"), cell: (row) => told(row.before) },
    { header: ({ t }) => t("audit.after"), cell: (row) => told(row.after) },
    { header: ({ t }) => t("audit.address"), cell: (row) => row.address },
    { header: ({ t }) => t("audit.request"), cell: (row) => row.requestId },
  ],
  rows: async (scope, { from, until, ...filter }, cursor, now) => {
    const period = { from: from ? new Date(from) : undefined, until: until ? new Date(until) : now };
    const page = await listAudit(scope, { ...filter, ...period, cursor, size: EXPORT_PAGE });
    return { ...page, total: null };
  },
};

/** Lets go and removes images, videos and captions that nothing shows, at the twentieth minute of every hour. */
export const imagesJob = defineJob({
  name: "merchants.images",
  input: z.object({}),
  cron: "20 * * * *",
  handle: async (_, signal) => {
    await letGoMedia(signal);
    await removeImages(signal);
    await removeMedia(signal);
    return {};
  },
});
