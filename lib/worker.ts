import {
  changeManyActivities,
  exportActivities,
  exportParticipants,
  publishPagesJob,
} from "@/lib/activities/jobs";
import { loadSampleJob, removeSampleJob, rollUpJob, salesKeeper } from "@/lib/analytics/jobs";
import { exportCategories, exportProducts, importProductFile } from "@/lib/catalogue/jobs";
import {
  changeManyCoupons,
  exportCoupons,
  exportTemplates,
  extendManyCoupons,
  tagManyCoupons,
} from "@/lib/coupons/jobs";
import { exportJob } from "@/lib/jobs/export-rows";
import { trackedJobs } from "@/lib/jobs/jobs";
import type { TrackedJob } from "@/lib/jobs/run-job";
import { changeManyLinks, exportLinks, linkKeeper } from "@/lib/links/jobs";
import {
  changeManyMembers,
  exportGroups,
  exportMembers,
  exportTags,
  foldTagJob,
  importMemberFile,
} from "@/lib/members/jobs";
import { auditExport, imagesJob, staffExport, storesExport } from "@/lib/merchants/jobs";
import { startWebhooks, webhookKeeper } from "@/lib/notifications/jobs";
import {
  erasureFollower,
  expireJob,
  exportOrders,
  lookAfterPaymentsJob,
  refundFollower,
} from "@/lib/orders/jobs";
import {
  arrivedGiftsJob,
  changeManyPacks,
  deliverPacksJob,
  exportGifts,
  exportPacks,
  exportPackVouchers,
  exportPurchases,
  giftFollower,
  packErasureFollower,
  packReturnFollower,
  refundPacksJob,
  releasePacksJob,
} from "@/lib/packs/jobs";
import { closePageJob } from "@/lib/payments/close-page";
import { refundPaymentJob } from "@/lib/payments/refund-payment";
import { type Keeper, type Subscription, startDelivery } from "@/lib/platform/deliver-outbox";
import { type AnyJob, startJobs } from "@/lib/platform/jobs";
import { mailJob } from "@/lib/platform/mail";
import { testPaymentsJob } from "@/lib/platform/payments/test-desk";
import { purgeJob } from "@/lib/platform/retention";
import { startHeartbeat } from "@/lib/platform/worker-heartbeat";
import { budgetJob, reconcileJob } from "@/lib/risk/jobs";
import {
  endGiftsJob,
  exportRecords,
  giftErasureFollower,
  giveToMany,
  readList,
  tellExpiredJob,
} from "@/lib/vouchers/jobs";

/** What people start, by its kind (platform/auth/job-kinds.ts). */
export const kinds: readonly TrackedJob[] = [
  exportCoupons,
  exportTemplates,
  extendManyCoupons,
  changeManyCoupons,
  tagManyCoupons,
  exportMembers,
  exportGroups,
  exportTags,
  importMemberFile,
  changeManyMembers,
  foldTagJob,
  exportRecords,
  readList,
  giveToMany,
  exportActivities,
  exportParticipants,
  changeManyActivities,
  exportProducts,
  exportCategories,
  importProductFile,
  exportOrders,
  exportPacks,
  exportPurchases,
  changeManyPacks,
  changeManyLinks,
  exportLinks,
  exportGifts,
  exportPackVouchers,
  exportJob(storesExport),
  exportJob(staffExport),
  exportJob(auditExport),
  loadSampleJob,
  removeSampleJob,
];

/** Every background job there is; nothing else starts background work. */
export const jobs: readonly AnyJob[] = [
  reconcileJob,
  budgetJob,
  purgeJob,
  imagesJob,
  mailJob,
  rollUpJob,
  publishPagesJob,
  expireJob,
  endGiftsJob,
  tellExpiredJob,
  lookAfterPaymentsJob,
  refundPaymentJob,
  closePageJob,
  deliverPacksJob,
  releasePacksJob,
  refundPacksJob,
  arrivedGiftsJob,
  testPaymentsJob,
  trackedJobs(kinds),
];

/** Everybody who is told of events by a job of each event. */
export const subscriptions: readonly Subscription[] = [
  refundFollower,
  erasureFollower,
  giftFollower,
  packErasureFollower,
  packReturnFollower,
  giftErasureFollower,
];

/** Everybody who keeps what they are told of events in the transaction that hands them over. */
export const keepers: readonly Keeper[] = [webhookKeeper, linkKeeper, salesKeeper];

export type RunningWorker = {
  /** Takes no new work, waits for what is at work for at most `timeoutMs`, and gives the rest back. */
  stop(timeoutMs: number): Promise<void>;
};

/**
 * Does the background work until stopped: says that it lives, handles jobs, delivers events, sends what waits for
 * webhooks. Any number of processes may do so at once on one database. What a killed one had in hand is taken up by another.
 */
export async function startWorker(
  work: {
    readonly jobs: readonly AnyJob[];
    readonly subscriptions: readonly Subscription[];
    readonly keepers?: readonly Keeper[];
  } = { jobs, subscriptions, keepers },
): Promise<RunningWorker> {
  const heartbeat = await startHeartbeat();
  const running = await startJobs([...work.jobs, ...work.subscriptions.map(({ job }) => job)]);
  const delivery = startDelivery(work.subscriptions, work.keepers);
  const webhooks = work.keepers?.includes(webhookKeeper) ? startWebhooks() : null;
  return {
    stop: async (timeoutMs) => {
      await Promise.all([delivery.stop(), webhooks?.stop()]);
      await running.stop(timeoutMs);
      heartbeat.stop();
    },
  };
}
