import { z } from "zod";
import { eachJob } from "@/lib/jobs/change-each";
import { exportJob } from "@/lib/jobs/export-rows";
import { changePack } from "@/lib/packs/change-pack-state";
import { deliverDue } from "@/lib/packs/deliver-due";
import { deliverArrived, followRegistration } from "@/lib/packs/deliver-gifts";
import { followReturn } from "@/lib/packs/follow-returns";
import { forgetMember } from "@/lib/packs/forget-member";
import { chosenPacks } from "@/lib/packs/queries/chosen";
import { type GiftRow, listGifts } from "@/lib/packs/queries/gifts";
import { listPackVouchers, type PackVoucherRow } from "@/lib/packs/queries/issued";
import { listPacks, type PackListRow } from "@/lib/packs/queries/packs";
import { listPurchases, type PurchaseListRow } from "@/lib/packs/queries/purchases";
import { refundExpired } from "@/lib/packs/refund-expired";
import { releaseUnpaid } from "@/lib/packs/release-unpaid";
import {
  type PackFilter,
  type PurchaseFilter,
  packFilterSchema,
  packJobSchema,
  purchaseFilterSchema,
} from "@/lib/packs/schema";
import {
  type GiftFilter,
  giftFilterSchema,
  type PackVoucherFilter,
  packVoucherFilterSchema,
} from "@/lib/packs/schema/records";
import { systemScope } from "@/lib/platform/auth/scope";
import { subscribe } from "@/lib/platform/deliver-outbox";
import { EXPORT_PAGE, totalOf } from "@/lib/platform/export-spec";
import { defineJob } from "@/lib/platform/jobs";

const nothing = z.object({});

/** Every minute: makes the deliveries that are due, and those that were missed (K3, I-16). */
export const deliverPacksJob = defineJob({
  name: "packs.deliver",
  input: nothing,
  cron: "* * * * *",
  withinSeconds: 3600,
  handle: async (_, signal) => {
    await deliverDue(signal);
    return undefined;
  },
});

/** Every minute: gives up purchases whose time ran out unpaid (S-44). */
export const releasePacksJob = defineJob({
  name: "packs.release",
  input: nothing,
  cron: "* * * * *",
  handle: async (_, signal) => {
    await releaseUnpaid(signal);
    return undefined;
  },
});

/** Every five minutes: gives back what was paid for packs that expired unused (K5, I-18). */
export const refundPacksJob = defineJob({
  name: "packs.refundExpired",
  input: nothing,
  cron: "*/5 * * * *",
  handle: async (_, signal) => {
    await refundExpired(signal);
    return undefined;
  },
});

/** Every ten minutes: finds gifts whose number became a member's without anybody saying so. */
export const arrivedGiftsJob = defineJob({
  name: "packs.arrivedGifts",
  input: nothing,
  cron: "*/10 * * * *",
  handle: async (_, signal) => {
    await deliverArrived(signal);
    return undefined;
  },
});

/** Whoever registers gets the packs that waited for their number (K7). */
export const giftFollower = subscribe({
  name: "packs.deliverGifts",
  types: ["member.registered"],
  handle: followRegistration,
});

/** A coupon of a pack that came back may have been the only one used (K5). */
export const packReturnFollower = subscribe({
  name: "packs.followReturns",
  types: ["voucher.returned"],
  handle: followReturn,
});

/** What was written about a forgotten member's packs goes (S-39). */
export const packErasureFollower = subscribe({
  name: "packs.forgetMembers",
  types: ["member.erased"],
  handle: async ({ merchantId, subjectId, id }) => await forgetMember(systemScope(merchantId, id), subjectId),
});

/** The pack list (C-30) as a file, with the filter in view. */
export const exportPacks = exportJob<PackFilter, PackListRow>({
  kind: "packs.export",
  filter: packFilterSchema,
  name: ({ t }) => t("pack-words.packs"),
  columns: [
    { header: ({ t }) => t("jobs.columns.name"), cell: (row) => row.name },
    {
      of: "type",
      header: ({ t }) => t("pack-words.type"),
      cell: (row, { t }) => t(`pack-words.types.${row.type}`),
    },
    {
      of: "status",
      header: ({ t }) => t("pack-words.status"),
      cell: (row, { t }) => t(`pack-words.statuses.${row.status}`),
    },
    {
      of: "contents",
      header: ({ t }) => t("pack-words.coupons"),
      cell: (row) => row.contents?.allCoupons ?? 0,
    },
    { of: "price", header: ({ t }) => t("jobs.columns.currency"), cell: (row) => row.currency },
    {
      of: "price",
      header: ({ t }) => t("pack-words.price"),
      cell: (row, { amount }) => (row.priceMinor === null ? null : amount(row.priceMinor, row.currency)),
    },
    { of: "sold", header: ({ t }) => t("pack-words.sold"), cell: (row) => row.stock.sold },
    { of: "sold", header: ({ t }) => t("pack-words.given"), cell: (row) => row.stock.given },
    { of: "stock", header: ({ t }) => t("jobs.columns.quantity"), cell: (row) => row.stock.quantity },
    {
      of: "sold",
      header: ({ t }) => t("pack-words.revenue"),
      cell: (row, { amount }) => amount(row.stock.revenueMinor, row.currency),
    },
    {
      of: "sold",
      header: ({ t }) => t("pack-words.refunded"),
      cell: (row, { amount }) => amount(row.stock.refundedMinor, row.currency),
    },
    { of: "period", header: ({ t }) => t("pack-words.salesFrom"), cell: (row, { at }) => at(row.salesFrom) },
    {
      of: "period",
      header: ({ t }) => t("pack-words.salesUntil"),
      cell: (row, { at }) => at(row.salesUntil),
    },
    {
      of: "channels",
      header: ({ t }) => t("pack-words.channel"),
      cell: (row, { t }) => row.channels.map((channel) => t(`pack-words.channels.${channel}`)).join(", "),
    },
    {
      of: "stores",
      header: ({ t }) => t("packs.list.stores"),
      cell: (row, { t }) => row.stores ?? t("catalogue.products.allStores"),
    },
    { of: "created", header: ({ t }) => t("packs.list.created"), cell: (row, { at }) => at(row.createdAt) },
    { header: ({ t }) => t("jobs.columns.createdBy"), cell: (row) => row.createdBy },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor, now) => {
    const page = await listPacks(scope, { ...filter, cursor, limit: EXPORT_PAGE, now });
    return { ...page, total: totalOf(page.total) };
  },
});

/** Pauses, resumes, archives or restores all packs that a filter leaves. */
export const changeManyPacks = eachJob({
  kind: "packs.change",
  input: packJobSchema,
  find: async (scope, { filter }, { after, most, now }) =>
    await chosenPacks(scope, { ...filter, now }, most, after),
  change: async (tx, scope, id, { change }) => await changePack(tx, scope, id, change),
});

/** Purchase records (C-32, C-81) as a file, with the filter in view. */
export const exportPurchases = exportJob<PurchaseFilter, PurchaseListRow>({
  kind: "packs.purchases",
  filter: purchaseFilterSchema,
  name: ({ t }) => t("pack-words.purchases"),
  columns: [
    { header: ({ t }) => t("pack-words.number"), cell: (row) => row.number },
    { of: "placed", header: ({ t }) => t("pack-words.placed"), cell: (row, { at }) => at(row.placedAt) },
    { of: "pack", header: ({ t }) => t("pack-words.pack"), cell: (row) => row.packName },
    {
      of: "member",
      header: ({ t }) => t("pack-words.member"),
      cell: (row) => row.member.name ?? row.member.nickname ?? "",
    },
    { of: "member", header: ({ t }) => t("jobs.columns.phone"), cell: (row) => row.member.phone },
    {
      of: "channel",
      header: ({ t }) => t("pack-words.channel"),
      cell: (row, { t }) => t(`pack-words.channels.${row.channel}`),
    },
    {
      of: "status",
      header: ({ t }) => t("pack-words.status"),
      cell: (row, { t }) => t(`pack-words.purchaseStatuses.${row.status}`),
    },
    { of: "price", header: ({ t }) => t("pack-words.quantity"), cell: (row) => row.quantity },
    { of: "price", header: ({ t }) => t("jobs.columns.currency"), cell: (row) => row.currency },
    {
      of: "price",
      header: ({ t }) => t("pack-words.price"),
      cell: (row, { amount }) => amount(row.priceMinor, row.currency),
    },
    { of: "paid", header: ({ t }) => t("pack-words.paid"), cell: (row, { at }) => at(row.paidAt) },
    { of: "paid", header: ({ t }) => t("pack-words.refundedAt"), cell: (row, { at }) => at(row.refundedAt) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, { from, until, ...filter }, cursor, now) => {
    const days = { from: from ? new Date(from) : null, until: until ? new Date(until) : null };
    const page = await listPurchases(scope, { ...filter, ...days, cursor, limit: EXPORT_PAGE, now });
    return { ...page, total: totalOf(page.total) };
  },
});

/** Gift records (C-32) as a file, with the filter in view. */
export const exportGifts = exportJob<GiftFilter, GiftRow>({
  kind: "packs.gifts",
  filter: giftFilterSchema,
  name: ({ t }) => t("pack-words.gifts"),
  columns: [
    { header: ({ t }) => t("pack-words.givenAt"), cell: (row, { at }) => at(row.createdAt) },
    {
      header: ({ t }) => t("pack-words.member"),
      cell: (row) => row.member?.name ?? row.member?.nickname ?? "",
    },
    { header: ({ t }) => t("jobs.columns.phone"), cell: (row) => row.phone },
    {
      header: ({ t }) => t("pack-words.status"),
      cell: (row, { t }) => t(`pack-words.giftStates.${row.state}`),
    },
    { header: ({ t }) => t("pack-words.quantity"), cell: (row) => row.quantity },
    { header: ({ t }) => t("pack-words.arrivedAt"), cell: (row, { at }) => at(row.deliveredAt) },
    { header: ({ t }) => t("pack-words.withdrawnAt"), cell: (row, { at }) => at(row.withdrawnAt) },
    { header: ({ t }) => t("jobs.columns.createdBy"), cell: (row) => row.by },
    { header: ({ t }) => t("pack-words.note"), cell: (row) => row.note },
    { header: ({ t }) => t("pack-words.purchase"), cell: (row) => row.purchaseNumber },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listGifts(scope, { ...filter, cursor, limit: EXPORT_PAGE });
    return { ...page, total: totalOf(page.total) };
  },
});

/** The coupons issued out of a pack (C-32) as a file, with the filter in view. */
export const exportPackVouchers = exportJob<PackVoucherFilter, PackVoucherRow>({
  kind: "packs.coupons",
  filter: packVoucherFilterSchema,
  name: ({ t }) => t("pack-words.issuedCoupons"),
  columns: [
    { header: ({ t }) => t("pack-words.coupon"), cell: (row) => row.couponName },
    {
      header: ({ t }) => t("pack-words.status"),
      cell: (row, { t }) => t(`ui.status.${row.status}`),
    },
    {
      header: ({ t }) => t("pack-words.member"),
      cell: (row) => row.member.name ?? row.member.nickname ?? "",
    },
    { header: ({ t }) => t("jobs.columns.phone"), cell: (row) => row.member.phone },
    { header: ({ t }) => t("jobs.columns.issued"), cell: (row, { at }) => at(row.issuedAt) },
    { header: ({ t }) => t("jobs.columns.validFrom"), cell: (row, { at }) => at(row.validFrom) },
    { header: ({ t }) => t("jobs.columns.validUntil"), cell: (row, { at }) => at(row.validUntil) },
    { header: ({ t }) => t("pack-words.usedAt"), cell: (row, { at }) => at(row.usedAt) },
    { header: ({ t }) => t("jobs.columns.code"), cell: (row) => row.code },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor, now) => {
    const page = await listPackVouchers(scope, { ...filter, cursor, limit: EXPORT_PAGE, now });
    return { ...page, total: null };
  },
});
