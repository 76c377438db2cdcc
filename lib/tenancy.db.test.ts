import { readdirSync } from "node:fs";
import { join } from "node:path";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { toldWins } from "@/db/schema/activity-pages";
import { sampleThings } from "@/db/schema/analytics";
import { coupons } from "@/db/schema/coupons";
import { jobFileParts, jobFiles, jobs } from "@/db/schema/jobs";
import { linkDays, links, promotePreferences } from "@/db/schema/links";
import { packPurchases } from "@/db/schema/pack-purchases";
import { paymentRefunds, payments } from "@/db/schema/payments";
import { vouchers } from "@/db/schema/vouchers";
import { noticesSeen } from "@/db/schema/workspace";
import { memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, packForm, packRequest, saleOf } from "@/db/seed/packs";
import { makeStaffSession } from "@/db/seed/test-sessions";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import type { HomeDays } from "@/lib/analytics/queries";
import { newCode, newId } from "@/lib/kernel/id";
import { addDays, localDate } from "@/lib/kernel/time";
import { listAudit } from "@/lib/merchants/queries/audit";
import { recordAudit } from "@/lib/merchants/record-audit";
import { askPackRefund } from "@/lib/packs/ask-pack-refund";
import { giftPack } from "@/lib/packs/gift-pack";
import { giftInputSchema } from "@/lib/packs/schema";
import { entries } from "@/lib/platform/auth/entries";
import type { Scope } from "@/lib/platform/auth/scope";
import { raiseRefundAlert } from "@/lib/risk/raise-alert";
import { acceptGift } from "@/lib/vouchers/accept-gift";
import { offerGift } from "@/lib/vouchers/offer-gift";

type Args = (theirs: TestWorld) => readonly unknown[];
type Plan = {
  /** The arguments after the scope, naming what is `theirs`. */
  readonly args: Args;
  /** Who reads: staff unless said otherwise. */
  readonly as?: "member";
  /** Why somebody of one store may see of the other stores of the same merchant, where they may. */
  readonly acrossStores?: string;
  /** Whether somebody of the whole group is told of all stores while they look at one. */
  readonly anyView?: true;
};

const group = "what a coupon of the whole group can be written for is named to all who may write one";
const admins = "for those who look after the whole group: nobody of one store may ask";
const byHand = "names of members, phones masked, that an audience names by hand";
const lastWeek = () => {
  const to = localDate(new Date(), "Asia/Hong_Kong");
  return { from: addDays(to, -6), to };
};
const range = () => {
  const { from: first, to: last } = lastWeek();
  return { first, last, before: addDays(last, -13), timeZone: "Asia/Hong_Kong" };
};

/** With which arguments every query is asked for somebody else's things. A query that is not here fails the test. */
const plans: Record<string, Plan> = {
  "activities/listActivities": { args: ({ marker }) => [{ q: marker }] },
  "activities/couponUses": { args: ({ second }) => [second.couponId] },
  "activities/chosenActivities": { args: ({ second }) => [{ ids: [second.activityId] }, 10] },
  "activities/findActivities": { args: ({ marker }) => [marker] },
  "activities/getActivity": { args: ({ second }) => [second.activityId] },
  "activities/activityHistory": { args: ({ second }) => [second.activityId] },
  "activities/listPools": { args: ({ second }) => [second.activityId] },
  "activities/readPasswords": { args: ({ second }) => [second.activityId] },
  "activities/prizeFigures": { args: ({ second }) => [second.activityId] },
  "activities/listPrizeCoupons": { args: ({ marker }) => [{ q: marker }] },
  "activities/listParticipants": { args: ({ second }) => [second.activityId] },
  "activities/getActivityHead": { args: ({ second }) => [second.activityId], as: "member" },
  "activities/getActivityPage": { args: ({ second }) => [second.activityId], as: "member" },
  "activities/getWin": { args: ({ second }) => [second.activityId, second.participationId], as: "member" },
  "activities/listMyWins": { args: ({ second }) => [second.activityId], as: "member" },
  "activities/listRunningActivities": { args: () => [], as: "member" },
  "activities/getLivePage": { args: ({ second }) => [second.activityId, "en"], as: "member" },
  "activities/getDecorated": { args: ({ second }) => [second.activityId] },
  "activities/listPageStores": { args: () => [], as: "member" },
  "activities/listPageGoods": {
    args: ({ second }) => [{ productIds: [second.productId], packIds: [sold.packId], pictureIds: [] }],
    as: "member",
  },
  "activities/listWinners": { args: ({ second }) => [second.activityId], as: "member" },
  "activities/findPageGoods": { args: ({ marker }) => [{ kind: "product", text: marker }] },
  "packs/listMallPacks": { args: () => [[sold.packId]], as: "member" },
  "packs/findMallPacks": { args: ({ marker }) => [marker], as: "member" },
  "activities/getPageDraft": { args: ({ second }) => [second.activityId] },
  "activities/listPageVersions": { args: ({ second }) => [second.activityId] },
  "activities/getPageVersion": { args: ({ second }) => [second.activityId, 1] },
  "activities/listPageTemplates": { args: () => [] },
  "catalogue/listProducts": {
    args: ({ marker, categoryId }) => [{ q: marker, categoryIds: [categoryId], status: ["active"] }],
  },
  "catalogue/findProducts": { args: ({ marker }) => [marker] },
  "catalogue/getProduct": { args: ({ second }) => [second.productId] },
  "catalogue/listMenu": { args: ({ second }) => [{ storeId: second.storeId }], as: "member" },
  "catalogue/listMenuCategories": { args: ({ second }) => [second.storeId], as: "member" },
  "catalogue/listCategories": { args: ({ marker }) => [{ q: marker }], acrossStores: group },
  "catalogue/categoryOptions": { args: ({ categoryId }) => [[categoryId]], acrossStores: group },
  "coupons/listCoupons": { args: ({ marker }) => [{ q: marker }] },
  "coupons/listWireCoupons": { args: () => [{}] },
  "coupons/getWireCoupon": { args: ({ second }) => [second.couponId] },
  "coupons/listCouponCreators": { args: () => [], acrossStores: "names of colleagues" },
  "coupons/chosenCoupons": { args: ({ second }) => [{ ids: [second.couponId] }, 10] },
  "coupons/listCouponTags": { args: () => [] },
  "coupons/findCoupons": { args: ({ marker }) => [marker] },
  "coupons/getCoupon": { args: ({ second }) => [second.couponId] },
  "coupons/couponDays": {
    args: ({ second }) => [{ couponId: second.couponId, ...lastWeek(), timeZone: "Asia/Hong_Kong" }],
  },
  "coupons/couponVersions": { args: ({ second }) => [second.couponId] },
  "coupons/versionTerms": { args: ({ second }) => [second.couponId, [1]] },
  "coupons/listTemplates": { args: ({ marker }) => [{ q: marker }] },
  "coupons/getTemplate": { args: ({ templateId }) => [templateId] },
  "coupons/couponHistory": { args: ({ second }) => [second.couponId] },
  "coupons/couponOptions": {
    args: ({ second }) => [{ productIds: [second.productId], choose: true }],
    acrossStores: group,
  },
  "jobs/listJobs": { args: () => [], anyView: true },
  "jobs/trayJobs": { args: () => [], anyView: true },
  "jobs/listEndedJobs": { args: () => [], anyView: true },
  "jobs/countEndedJobs": { args: () => [], anyView: true },
  "jobs/listFailedJobs": { args: () => [], anyView: true },
  "jobs/getJob": { args: () => [failedJobId], anyView: true },
  "jobs/getJobFile": { args: () => [fileId], anyView: true },
  "jobs/readJobFilePart": { args: () => [fileId, 0], anyView: true },
  "members/countAudience": {
    args: ({ second }) => [{ ...nobody, memberIds: [second.memberId] }],
    acrossStores: "a number only: an audience is the group's",
  },
  "members/audienceOptions": { args: () => [], acrossStores: group },
  "members/searchMembers": { args: ({ second }) => [second.phone] },
  "members/namedMembers": { args: ({ second }) => [[second.memberId]], acrossStores: byHand },
  "members/findMemberByPhone": {
    args: ({ second }) => [second.phone],
    acrossStores: "a member who shows their phone at a till may be of any store",
  },
  "members/listMembers": { args: ({ marker }) => [{ q: `${marker} second member` }] },
  "members/getMember": { args: ({ second }) => [second.memberId] },
  "members/listMemberParticipations": { args: ({ second }) => [second.memberId] },
  "members/listGiftCoupons": { args: () => [] },
  "members/memberFilePage": {
    args: ({ marker }) => [{ q: `${marker} second member` }, { cursor: null, size: 10 }],
  },
  "members/matchingIds": {
    args: ({ marker }) => [{ q: `${marker} second member` }, { after: null, most: 10 }],
  },
  "members/countMatching": { args: ({ second }) => [{ memberIds: [second.memberId] }] },
  "members/memberFilterOptions": { args: () => [], acrossStores: group },
  "members/listHomeStores": { args: () => [] },
  "members/memberTimeline": { args: ({ second }) => [second.memberId] },
  "members/memberData": { args: ({ second }) => [second.memberId] },
  "members/listTags": { args: ({ marker }) => [{ q: marker }], acrossStores: group },
  "members/listPlans": { args: ({ planId }) => [planId], acrossStores: group },
  "members/listGroups": { args: ({ marker }) => [{ q: marker }], acrossStores: group },
  "members/getGroup": { args: ({ groupId }) => [groupId], acrossStores: group },
  "members/groupSizes": { args: ({ groupId }) => [[groupId]] },
  "members/groupSizesInTime": { args: ({ groupId }) => [[groupId]] },
  "members/groupUseCounts": { args: ({ groupId }) => [[groupId]], acrossStores: group },
  "members/groupUses": { args: ({ groupId }) => [groupId], acrossStores: group },
  "members/previewRule": { args: ({ tagId }) => [{ type: "tagged", tagId }] },
  "members/previewGroup": { args: ({ groupId }) => [groupId] },
  "merchants/listFrameStores": { args: () => [], anyView: true },
  "merchants/frameStore": { args: ({ second }) => [second.storeId], anyView: true },
  "merchants/listFloorStores": { args: () => [] },
  "merchants/listCurrencies": { args: () => [] },
  "merchants/findLeadsTo": { args: () => [] },
  "merchants/getMerchant": { args: () => [], acrossStores: group },
  "merchants/listStores": { args: ({ marker }) => [{ q: marker }], anyView: true },
  "merchants/getStore": { args: ({ second }) => [second.storeId], anyView: true },
  "merchants/setupProgress": { args: () => [], acrossStores: group },
  "analytics/activityFigures": {
    args: ({ second }) => [{ activityId: second.activityId, ...lastWeek() }],
  },
  "analytics/firstDay": { args: ({ second }) => ["UTC", { couponId: second.couponId }] },
  "analytics/homeDays": { args: () => [range()], acrossStores: "numbers, held to stores below" },
  "analytics/homeSales": { args: () => [range()], acrossStores: "numbers, held to stores by their own test" },
  "analytics/storeUses": {
    args: ({ second }) => [{ storeId: second.storeId, timeZone: "Asia/Hong_Kong", now: new Date() }],
  },
  "analytics/topCoupons": { args: () => [range()] },
  "analytics/sampleState": { args: () => [], acrossStores: group },
  "links/listLinks": { args: ({ marker }) => [{ ...linkFilter, q: marker }], anyView: true },
  "links/chosenLinks": {
    args: ({ marker }) => [{ filter: { ...linkFilter, q: marker } }, 10],
    anyView: true,
  },
  "links/listPlacements": { args: ({ marker }) => [{ ...placementFilter, q: marker }], anyView: true },
  "links/placementsOf": {
    args: ({ second }) => [{ type: "activity", id: second.activityId }],
    anyView: true,
  },
  "links/placementsBy": {
    args: ({ linkId }) => [linkId],
    acrossStores: "a link is ended for all stores at once",
  },
  "links/getLink": { args: ({ linkId }) => [linkId], anyView: true },
  "links/storeCode": { args: ({ second }) => [second.storeId] },
  "links/linksTo": { args: ({ second }) => [{ type: "activity", id: second.activityId }] },
  "links/slugOfChannel": {
    args: ({ second }) => [{ type: "activity", id: second.activityId }, "social"],
    as: "member",
  },
  "links/linkFigures": { args: ({ linkId }) => [linkId, lastWeek()], anyView: true },
  "links/listChannels": { args: () => [], acrossStores: group },
  "links/lastChoice": { args: () => [], acrossStores: "what one chose oneself" },
  "links/pagesOfCoupon": { args: ({ second }) => [second.couponId] },
  "links/findTargets": { args: ({ marker }) => [{ type: "activity", text: marker }] },
  "links/promotablePack": { args: () => [sold.packId] },
  "links/promotableActivity": { args: ({ second }) => [second.activityId] },
  "coupons/listLowStock": { args: () => [] },
  "coupons/listEndingSoon": { args: () => [] },
  "merchants/getBrand": { args: () => [], acrossStores: group },
  "merchants/listStaff": { args: ({ marker }) => [{ q: marker }], acrossStores: admins },
  "merchants/getStaff": { args: ({ staff }) => [staff.marketer.id], acrossStores: admins },
  "merchants/listStoreStaff": { args: ({ first }) => [first.storeId], acrossStores: admins },
  "merchants/listInvites": { args: () => [], acrossStores: admins },
  "merchants/listAccessRequests": { args: () => [], acrossStores: admins },
  "merchants/countAccessRequests": { args: () => [], acrossStores: admins },
  "merchants/listAudit": { args: ({ second }) => [{ q: second.couponId }], acrossStores: admins },
  "merchants/getAuditEntry": { args: () => [auditId], acrossStores: admins },
  "merchants/auditNames": {
    args: ({ second, sparePlanId, pageTemplateId, givingId, inviteId, orderId }) => {
      const of: Record<string, string> = {
        ...{ coupon: second.couponId, activity: second.activityId, member: second.memberId },
        ...{ store: second.storeId, card_plan: sparePlanId, page_template: pageTemplateId },
        ...{ giving: givingId, invite: inviteId, order: orderId, voucher: second.voucherIds[0] ?? "" },
      };
      return [Object.entries(of).map(([objectType, objectId]) => ({ objectType, objectId }))];
    },
    acrossStores: admins,
  },
  "merchants/auditPeople": { args: () => [], acrossStores: admins },
  "merchants/ownAccount": { args: () => [], acrossStores: "one's own account" },
  "merchants/listOwnSessions": { args: () => [], acrossStores: "one's own sign-ins" },
  "merchants/listApiKeys": { args: () => [], acrossStores: admins },
  "merchants/getApiKey": { args: ({ keyId }) => [keyId], acrossStores: admins },
  "notifications/listWebhooks": { args: () => [], acrossStores: admins },
  "notifications/getWebhook": { args: ({ webhookId }) => [webhookId], acrossStores: admins },
  "notifications/listDeliveries": { args: ({ webhookId }) => [{ webhookId }], acrossStores: admins },
  "notifications/getDelivery": {
    args: ({ webhookId, deliveryId }) => [webhookId, deliveryId],
    acrossStores: admins,
  },
  "notifications/listMails": { args: () => [], acrossStores: "the demo's inbox, for no staff" },
  "notifications/listMessages": { args: () => [], acrossStores: "the demo's inbox, for no staff" },
  "risk/listOpenAlerts": { args: () => [] },
  "risk/listStuckMoney": { args: () => [] },
  "risk/countOpenAlerts": { args: () => [] },
  "risk/countStuckMoney": { args: () => [] },
  "workspace/listHabits": {
    args: () => ["coupons"],
    acrossStores: "a shared view is shared with all who read the list",
  },
  "workspace/listDrafts": { args: () => ["product"] },
  "workspace/getDraft": { args: ({ formDraftId }) => ["product", formDraftId] },
  "workspace/noticesSeenUntil": { args: () => [], acrossStores: "what one saw oneself" },
  "workspace/lastChange": {
    args: ({ second }) => ["coupon", second.couponId],
    acrossStores: "who changed a thing and when, for a page that asked first whether it is theirs to see",
  },
  "members/memberAccountsOf": { args: ({ second }) => [second.memberId] },
  "members/memberBalances": { args: ({ second }) => [second.memberId] },
  "members/listAccountEntries": { args: ({ second }) => [second.memberId] },
  "orders/listOrders": { args: ({ second }) => [{ memberId: second.memberId }] },
  "orders/findOrders": { args: ({ orderId }) => [orderId] },
  "orders/getOrder": { args: ({ orderId }) => [orderId] },
  "orders/countRefundsAsked": { args: () => [] },
  "orders/listRefundsAsked": { args: () => [] },
  "orders/findVoucherByCode": {
    args: () => [deskCode],
    acrossStores: "who shows a whole code at a till may be of any store, and is told of by a phone's end",
  },
  "orders/listHeldCoupons": {
    args: ({ second }) => [second.memberId],
    acrossStores: "who stands at a desk and asks may be of any store; found by a whole phone before",
  },
  "orders/diagnosisStart": {
    args: ({ second, orderId }) => [
      { member: second.memberId, voucher: second.voucherIds[0], coupon: second.couponId, order: orderId },
    ],
    acrossStores: "who stands at a desk and asks may be of any store, and is told of by a phone's end",
  },
  "orders/findSold": { args: ({ second, marker }) => [{ storeId: second.storeId, text: marker }] },
  "orders/moneyBackOf": { args: ({ orderId }) => [orderId] },
  "orders/orderHistory": { args: ({ orderId }) => [orderId] },
  "orders/wordsOf": {
    args: ({ second }) => [
      { productIds: [second.productId], terms: [{ couponId: second.couponId, termsVersion: 1 }] },
    ],
    acrossStores: "names of products and coupons, which are the group's",
  },
  "orders/getOrderView": { args: ({ orderId }) => [orderId, new Date()] },
  "packs/chosenPacks": { args: ({ marker }) => [{ q: marker }, 10] },
  "packs/listPacks": { args: ({ marker }) => [{ q: marker }] },
  "packs/findPacks": { args: () => [sold.packId] },
  "packs/getPack": { args: () => [sold.packId] },
  "packs/packFigures": { args: () => [sold.packId] },
  "packs/packHistory": { args: () => [sold.packId] },
  "packs/getPackView": { args: () => [sold.packId] },
  "packs/listPackViews": { args: () => [{ limit: 25 }] },
  "packs/listPackVouchers": { args: () => [{ packId: sold.packId }] },
  "packs/listGifts": { args: () => [{ packId: sold.packId }] },
  "packs/findGiftTarget": { args: ({ second }) => [second.phone] },
  "packs/listPurchases": { args: () => [{ packId: sold.packId }] },
  "packs/getPurchase": { args: () => [sold.purchaseId] },
  "packs/purchaseHistory": { args: () => [sold.purchaseId] },
  "packs/getPurchaseView": { args: () => [sold.purchaseId] },
  "packs/listPurchaseViews": { args: () => [{ packId: sold.packId, limit: 25 }] },
  "packs/purchasesOfOrder": { args: ({ orderId }) => [orderId] },
  "packs/unpaidPacksOf": { args: ({ orderId }) => [[orderId]] },
  "packs/countPackRefundsAsked": { args: () => [] },
  "packs/listPackRefundsAsked": { args: () => [] },
  "packs/listHeldUp": { args: () => [] },
  "packs/listMall": { args: () => [], as: "member" },
  "packs/getMallPack": { args: () => [sold.packId], as: "member" },
  "packs/packsForStore": { args: ({ second }) => [second.storeId], as: "member" },
  "packs/listOwnPacks": { args: () => [], as: "member" },
  "packs/vouchersOfPurchase": { args: () => [sold.purchaseId], as: "member" },
  "packs/findPackRedirect": { args: () => [sold.purchaseId], as: "member" },
  "vouchers/listGivings": { args: ({ second }) => [second.couponId] },
  "vouchers/getGiving": { args: ({ givingId }) => [givingId] },
  "vouchers/listGivingRows": { args: ({ givingId }) => [givingId] },
  "vouchers/countGiftAudience": { args: ({ second }) => [{ ...nobody, memberIds: [second.memberId] }] },
  "vouchers/listMemberVouchers": { args: ({ second }) => [{ memberId: second.memberId, tab: "available" }] },
  "vouchers/countMemberVouchers": { args: ({ second }) => [second.memberId] },
  "vouchers/listVouchersOf": { args: ({ second }) => [second.memberId, [second.participationId]] },
  "vouchers/getVoucher": { args: ({ second }) => [second.voucherIds[0]] },
  "vouchers/listWireVouchers": { args: ({ second }) => [{ memberId: second.memberId }] },
  "vouchers/listGivenVouchers": { args: ({ second }) => [second.memberId, second.voucherIds] },
  "vouchers/listIssuedVouchers": { args: ({ second }) => [second.memberId, second.participationId] },
  "activities/listWireActivities": { args: ({ second }) => [{ id: second.activityId }] },
  "vouchers/listCouponVouchers": { args: ({ second }) => [{ couponId: second.couponId }] },
  "vouchers/getGift": { args: () => [given.waitingId], as: "member" },
  "vouchers/getOffer": { args: () => [given.offeredId], as: "member" },
  "vouchers/getLastGift": { args: () => [given.offeredId], as: "member" },
  "vouchers/listGivenAway": { args: ({ second }) => [second.memberId], as: "member" },
  "vouchers/listGivenOf": { args: ({ second }) => [second.memberId, [givenSource]], as: "member" },
  "vouchers/countGivenAway": { args: ({ second }) => [second.memberId], as: "member" },
  "vouchers/usesOf": { args: ({ second }) => [second.voucherIds] },
};
const nobody = { type: "match", planIds: [], tierIds: [], groupIds: [], tagIds: [], memberIds: [] };

/** Queries whose answer is numbers and flags: what they say of another merchant is what they say of an empty one. */
const figures = new Set([
  "analytics/activityFigures",
  "links/linkFigures",
  "links/lastChoice",
  "activities/listPageVersions",
  "orders/countRefundsAsked",
  "packs/countPackRefundsAsked",
  "merchants/countAccessRequests",
  "risk/countOpenAlerts",
  "risk/countStuckMoney",
  "jobs/countEndedJobs",
  "packs/packFigures",
  "jobs/readJobFilePart",
  "coupons/couponDays",
  "members/countAudience",
  "members/memberAccountsOf",
  "members/memberBalances",
  "vouchers/countGiftAudience",
  "members/countMatching",
  "merchants/listCurrencies",
  "merchants/setupProgress",
  "analytics/firstDay",
  "analytics/homeDays",
  "analytics/homeSales",
  "analytics/sampleState",
  "analytics/storeUses",
  "merchants/listOwnSessions",
  "vouchers/countMemberVouchers",
  "vouchers/countGivenAway",
  "workspace/noticesSeenUntil",
]);

type Query = (scope: Scope, ...args: readonly unknown[]) => Promise<unknown>;
const isQuery = (value: unknown): value is Query =>
  typeof value === "function" && value.constructor.name === "AsyncFunction";
const found = new Map<string, Query>();
/** Parts of queries: they count a statement, make a condition of one, or add to rows that their caller was shown. */
const builders = new Set([
  "activities/countUpTo",
  "coupons/addedUpDays",
  "members/asPhone",
  "members/availableOf",
  "members/called",
  "members/countWhere",
  "members/inAudience",
  "members/inGroups",
  "members/isMember",
  "members/labelsOf",
  "members/matching",
  "members/ruleGroups",
  "members/spentOf",
  "packs/contentsOf",
  "packs/stockOf",
  "packs/talliesOf",
]);

const fileId = newId("fil");
const failedJobId = newId("job");
let ours: TestWorld;
let theirs: TestWorld;
/** A line of theirs in the audit log. */
let auditId = "";
let deskCode = "";
const placementFilter = { q: "", slots: [], forms: [], states: [] };
const linkFilter = { q: "", channels: [], targets: [], state: [], made: [] };
/** A pack that their second store sells, and one that its member has. */
const sold = { packId: "", purchaseId: "" };
/** What their second store's member offers as a gift, and by which. */
const given = { waitingId: "", offeredId: "" };
const givenSource = "what-was-given";
let secrets: RegExp;
let second: RegExp;

const lib = import.meta.dirname;

function queryFiles(): string[] {
  return readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((file) =>
    /^[^/]+\/queries(\/[^/]+)?(?<!\.test)\.ts$/.test(file),
  );
}

/** Everything of an answer as text: maps and dates too. */
const said = (value: unknown) =>
  JSON.stringify(value, (_, part) => (part instanceof Map ? [...part] : part)) ?? "";

/** Every id in the merchant's rows; a word of the world itself stands for its texts. */
async function marksOf(world: TestWorld): Promise<string[]> {
  const tables = await db().execute<{ table_name: string }>(
    sql`select table_name from information_schema.columns where table_schema = 'public' and column_name = 'id'
      and table_name in (select table_name from information_schema.columns where column_name = 'merchant_id')`,
  );
  // One after another: there are more tables than may wait for a connection.
  const ids: { id: string }[][] = [];
  for (const { table_name } of tables) {
    const rows = await db().execute<{ id: string }>(
      sql`select id from ${sql.identifier(table_name)} where merchant_id = ${world.merchantId}`,
    );
    ids.push([...rows]);
  }
  return [world.merchantId, ...ids.flat().map((row) => row.id)];
}

const pattern = (words: readonly string[]) =>
  new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"));

beforeAll(async () => {
  for (const file of queryFiles()) {
    const module: Record<string, unknown> = await import(join(lib, file));
    for (const [name, value] of Object.entries(module)) {
      const key = `${file.split("/")[0]}/${name}`;
      if (isQuery(value) && !builders.has(key)) found.set(key, value);
    }
  }
  [ours, theirs] = await inTransaction(async (tx) => [
    await makeTestWorld(tx, "OURWORLD"),
    await makeTestWorld(tx, "THEIRWORLD"),
  ]);
  await inTransaction(async (tx) => {
    const long = new Date(Date.now() - 300 * 86_400_000);
    const soon = new Date(Date.now() + 3 * 86_400_000).toISOString();
    const ending = { type: "fixed" as const, from: new Date().toISOString(), until: soon };
    await makeCoupon(tx, theirs.merchantId, { name: `${theirs.marker} ending`, validity: ending });
    const low = await makeCoupon(tx, theirs.merchantId, {
      name: `${theirs.marker} low`,
      distribution: { methods: ["targeted"], quantity: 1 },
    });
    await makeVoucher(tx, theirs.merchantId, { memberId: theirs.first.memberId, couponId: low, at: long });
    const audience = { ...nobody, type: "match" as const, groupIds: [theirs.groupId] };
    await makeCoupon(tx, theirs.merchantId, {
      name: `${theirs.marker} for a group`,
      conditions: { audience },
    });
    const scope = testScope(theirs.merchantId, "group_admin", {
      actor: { type: "staff", id: theirs.staff.group_admin.id },
    });
    await raiseRefundAlert(tx, scope, { id: newId("prf"), subjectId: newId("pcs"), isFailed: true });
    await tx
      .insert(linkDays)
      .values({ merchantId: theirs.merchantId, linkId: theirs.linkId, day: lastWeek().to, clicks: 1 });
    const code = {
      targetType: "store" as const,
      targetId: theirs.second.storeId,
      channel: "print",
      name: "",
    };
    const utm = { source: "", medium: "", campaign: "", term: "", content: "" };
    await tx
      .insert(links)
      .values({ merchantId: theirs.merchantId, id: newId("lnk"), slug: "theirtables", utm, ...code });
    const { activityId, participationId } = theirs.second;
    await tx
      .insert(toldWins)
      .values({ merchantId: theirs.merchantId, activityId, participationId, at: long });
    const choice = { channel: "print" };
    const mine = { merchantId: theirs.merchantId, staffId: theirs.staff.group_admin.id };
    await tx.insert(promotePreferences).values({ ...mine, choice });
    await tx.insert(noticesSeen).values({ ...mine, storeId: "", seenUntil: long });
    const about = [
      { action: "coupon.edit", objectType: "coupon", objectId: theirs.second.couponId },
      { action: "activity.edit", objectType: "activity", objectId: theirs.second.activityId },
      { action: "order.place", objectType: "order", objectId: theirs.orderId },
    ] as const;
    await recordAudit(
      tx,
      scope,
      about.map((row) => ({ ...row, after: { name: `${theirs.marker} second` } })),
    );
  });
  await db()
    .update(coupons)
    .set({ tags: [`${theirs.marker} tag`] })
    .where(and(eq(coupons.merchantId, theirs.merchantId), eq(coupons.id, theirs.second.couponId)));
  await db().insert(sampleThings).values({
    merchantId: theirs.merchantId,
    kind: "coupon",
    id: theirs.draftId,
  });
  const [shown] = await db()
    .select({ code: vouchers.code })
    .from(vouchers)
    .where(eq(vouchers.id, theirs.deskVoucherId));
  deskCode = shown?.code ?? "";
  auditId = (await listAudit(testScope(theirs.merchantId), {})).rows[0]?.id ?? "";
  await inTransaction((tx) => makeStaffSession(tx, theirs.staff.group_admin.id));
  await inTransaction(async (tx) => {
    const { merchantId, marker } = theirs;
    const week = new Date(Date.now() + 7 * 86_400_000);
    const jobId = failedJobId;
    await tx.insert(jobs).values({
      merchantId,
      id: jobId,
      kind: "coupons.export",
      capability: "coupon.read",
      title: { name: `${marker} second` },
      status: "failed",
      error: "failed",
      input: {},
      requestId: "tenancy",
      actorType: "staff",
      createdBy: theirs.staff.group_admin.id,
      finishedAt: new Date(),
      expiresAt: week,
    });
    const name = `${marker} second.csv`;
    const file = { merchantId, id: fileId, jobId, role: "result", name, type: "csv" } as const;
    await tx.insert(jobFiles).values({ ...file, completedAt: new Date(), bytes: 3, expiresAt: week });
    await tx.insert(jobFileParts).values({ merchantId, fileId, part: 0, data: new Uint8Array([1, 2, 3]) });
  });
  await sellPack(theirs);
  await giveVouchers(theirs);
  secrets = pattern([theirs.marker, theirs.slug, ...(await marksOf(theirs))]);
  const { storeId, productId, memberId, phone, couponId, activityId, poolId, participationId, voucherIds } =
    theirs.second;
  const ids = [storeId, productId, memberId, phone, couponId, activityId, poolId, participationId];
  second = pattern([`${theirs.marker} second`, theirs.second.slug, ...ids, ...voucherIds]);
});

/** Has their second store's member buy and be given its pack, ask for their money, and hold one beside an order. */
async function sellPack({
  merchantId,
  marker,
  slug,
  orderId,
  second: { storeId, memberId, couponId, phone },
}: TestWorld) {
  const sale = saleOf({ channels: ["mall", "order"], storeIds: [storeId], redirectUrl: `/m/${slug}/packs` });
  sold.packId = await makePack(
    merchantId,
    packForm([couponId], { type: "paid", name: `${marker} second`, sale }),
  );
  sold.purchaseId = await makePurchase(merchantId, sold.packId, memberId);
  const admin = testScope(merchantId);
  const { packId, purchaseId } = sold;
  await db().execute(sql`update pack_due set waits_for = ${couponId}, next_due_at = now(),
    try_at = now() + interval '1 hour' where purchase_id = ${purchaseId}`);
  const given = await giftPack(admin, {
    requestId: packRequest(),
    packId,
    gift: giftInputSchema.parse({ phone }),
  });
  const asked = await askPackRefund(admin, {
    requestId: packRequest(),
    purchaseId,
    reason: `${marker} second`,
  });
  expect([given.ok, asked.ok]).toEqual([true, true]);
  const paid = { merchantId, amountMinor: 1000, currency: "HKD" };
  const paymentId = newId("pay");
  await db()
    .insert(payments)
    .values({
      ...{ ...paid, id: paymentId, orderId, provider: "test" },
      ...{ status: "paid", paysOrder: "no", lookAt: new Date() },
    });
  await db()
    .insert(paymentRefunds)
    .values({ merchantId, id: newId("prf"), paymentId, amountMinor: 1000, dueAt: new Date() });
  await db()
    .insert(packPurchases)
    .values({
      ...{
        merchantId,
        id: newId("pcs"),
        number: newCode(8),
        packId,
        contentsVersion: 1,
        memberId,
        storeId,
        orderId,
      },
      ...{
        channel: "order",
        currency: "HKD",
        priceMinor: 1000,
        status: "placed",
        slot: 1,
        placedAt: new Date(),
      },
      ...{
        placedOn: "2026-01-01",
        expiresAt: new Date(Date.now() + 86_400_000),
        autoRefund: false,
        timeZone: "UTC",
        cycles: 1,
      },
    });
}

/** Has their second store's member give one coupon to their first one's, and offer another. */
async function giveVouchers({ merchantId, marker, first, second: { memberId, storeId } }: TestWorld) {
  const voucherIds = await inTransaction(async (tx) => {
    const couponId = await makeCoupon(tx, merchantId, {
      ...{ name: `${marker} second gift`, giftable: true, conditions: { storeIds: [storeId] } },
      validity: { type: "permanent" },
    });
    const held = { memberId, couponId, at: new Date(Date.now() - 300 * 86_400_000), sourceId: givenSource };
    return [await makeVoucher(tx, merchantId, held), await makeVoucher(tx, merchantId, held)];
  });
  const giftIds: string[] = [];
  for (const voucherId of voucherIds) {
    const offer = { requestId: packRequest(), voucherId, message: `${marker} second` };
    const made = await offerGift(memberScope(merchantId, memberId), offer);
    if (made.ok) giftIds.push(made.value.giftId);
  }
  const [taken = "", waiting = ""] = giftIds;
  const accept = { requestId: packRequest(), giftId: taken };
  expect((await acceptGift(memberScope(merchantId, first.memberId), accept)).ok).toBe(true);
  Object.assign(given, { waitingId: waiting, offeredId: voucherIds[1] ?? "" });
}

const adminOf = (world: TestWorld) =>
  testScope(world.merchantId, "group_admin", { actor: { type: "staff", id: world.staff.group_admin.id } });
const scopeIn = (world: TestWorld, plan: Plan, memberId: string) =>
  plan.as === "member" ? memberScope(world.merchantId, memberId) : adminOf(world);

async function ask(key: string, scope: Scope): Promise<unknown> {
  const plan = plans[key];
  const query = found.get(key);
  if (!plan || !query) throw new Error(`${key} is not there`);
  return await query(scope, ...plan.args(theirs));
}

describe("every query", () => {
  it("is known to this test, and stands in the table of entries", () => {
    expect(Object.keys(plans).sort()).toEqual([...found.keys()].sort());
    const listed = Object.keys(entries).filter((entry) => entry.startsWith("query:"));
    expect(listed.sort()).toEqual([...found.keys()].map((key) => `query:${key}`).sort());
  });

  it.each(Object.keys(plans))(
    "%s answers its own merchant, so that silence elsewhere means something",
    async (key) => {
      const plan = plans[key] ?? { args: () => [] };
      const answer = said(await ask(key, scopeIn(theirs, plan, theirs.second.memberId)));
      expect(answer).toMatch(figures.has(key) ? /[1-9]|true|HKD/ : secrets);
    },
  );

  it.each(Object.keys(plans))("%s tells another merchant nothing, asked with this one's ids", async (key) => {
    const plan = plans[key] ?? { args: () => [] };
    const answer = await ask(key, scopeIn(ours, plan, ours.second.memberId));
    expect(said(answer)).not.toMatch(secrets);
    if (figures.has(key) && plan.args(theirs).length > 0 && key !== "analytics/homeDays") {
      expect(said(answer)).not.toMatch(/":[1-9]/);
    }
  });

  const narrowed = Object.entries(plans).filter(([, plan]) => !plan.acrossStores);
  it.each(narrowed.map(([key]) => key))("%s tells staff of one store nothing of another's", async (key) => {
    const plan = plans[key];
    if (plan?.as === "member") return;
    const inFirst = [
      testScope(theirs.merchantId, "store_manager", { storeIds: [theirs.first.storeId] }),
      testScope(theirs.merchantId, "store_manager", { storeIds: [] }),
      ...(plan?.anyView
        ? []
        : [testScope(theirs.merchantId, "group_admin", { storeId: theirs.first.storeId })]),
    ];
    for (const scope of inFirst) expect(said(await ask(key, scope))).not.toMatch(second);
  });

  it.each(Object.keys(plans).filter((key) => /Win|Wins|Voucher|vouchers\//.test(key)))(
    "%s tells one member nothing of what another won",
    async (key) => {
      const answer = said(await ask(key, memberScope(theirs.merchantId, theirs.first.memberId)));
      expect(answer).not.toMatch(pattern([theirs.second.participationId, ...theirs.second.voucherIds]));
    },
  );

  it("analytics/homeDays counts for staff of one store what happened there, for the group all of it", async () => {
    const totals = async (scope: Scope) => {
      const { days, participants } = (await ask("analytics/homeDays", scope)) as HomeDays;
      const sum = (key: "claimed" | "used" | "joined") => days.reduce((all, day) => all + day[key], 0);
      return { claimed: sum("claimed"), used: sum("used"), participants, joined: sum("joined") };
    };
    const bound = testScope(theirs.merchantId, "store_manager", { storeIds: [theirs.first.storeId] });
    expect(await totals(bound)).toEqual({ claimed: 3, used: 1, participants: 1, joined: 1 });
    const all = { claimed: 11, used: 2, participants: 2, joined: 2 };
    expect(await totals(testScope(theirs.merchantId))).toEqual(all);
  });
});
