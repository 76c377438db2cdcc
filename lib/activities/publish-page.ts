import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { writeNote } from "@/lib/activities/note-page-version";
import { openPage } from "@/lib/activities/open-page";
import {
  insertPublication,
  loadPublications,
  loadVersion,
  updatePage,
} from "@/lib/activities/repository/pages";
import { liveBefore } from "@/lib/activities/rules/page-live";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import { blockImages, unfinishedVideo } from "@/lib/activities/schema/blocks";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

/** What is live and what waits. `at`: ISO 8601, UTC. */
export type PageLive = {
  readonly live: number | null;
  readonly scheduled: { readonly number: number; readonly at: string } | null;
};

/** A page is scheduled at most so far ahead. */
const YEAR_MS = 366 * 86_400_000;

/**
 * Moves the one pointer to what members see, and tells every process to forget the page it kept. The page is locked by
 * the caller; whatever waited for its time waits no more.
 */
export async function putLive(
  tx: Tx,
  scope: Scope,
  activityId: string,
  change: { from: number | null; to: number | null; by: string | null; now: Instant },
): Promise<void> {
  const { from, to, by, now } = change;
  const none = { scheduled: null, scheduledFor: null, scheduledBy: null };
  await updatePage(tx, scope, activityId, { live: to, ...none }, now);
  await insertPublication(tx, scope, activityId, { number: to, now, by });
  await recordAudit(tx, scope, [
    {
      action: "page.publish",
      objectType: "activity",
      objectId: activityId,
      before: { live: from },
      after: { live: to },
    },
  ]);
  await noteChange(tx, `activity:${activityId}`);
  await announce(tx, scope, [
    { type: "activity.page_published", subjectId: activityId, payload: { version: to } },
  ]);
}

/**
 * Shows members a saved version from now on, or from `at` on (by the job, within a minute of it). What is published is
 * the version named, never one saved meanwhile; a `note` says what it is to be known by. The same request id publishes once. Refusals: `page_changed{version}`
 * when the draft is no longer at `version`, `nothing_to_publish` for a page that was never saved, `image_without_words{section}`
 * when an image of a section that is shown does not say what it shows, `video_without_picture{section}` and
 * `video_without_captions{section}`, `time_passed` for an
 * `at` that is not ahead or more than a year away, `too_many_notes{limit}`, `archived`,
 * `coupon_not_usable{couponId, reason}`.
 */
export async function publishPage(
  scope: Scope,
  request: {
    readonly requestId: string;
    readonly activityId: string;
    readonly version: number;
    /** ISO 8601; null = now. */
    readonly at: string | null;
    /** On one line; none or empty = what it was known by before. */
    readonly note?: string;
  },
): Promise<Result<PageLive>> {
  const { requestId, ...body } = request;
  const { activityId, version, at, note } = body;
  return await transactOnce<PageLive>(scope, { route: "page.publish", key: requestId, body }, async (tx) => {
    const opened = await openPage(tx, scope, activityId);
    if (!opened.ok) return opened;
    const { draft, live } = opened.page;
    if (draft === 0) return refuse("nothing_to_publish");
    if (draft !== version) return refuse("page_changed", { version: draft });
    const stored = await loadVersion(tx, scope, activityId, version);
    const page = stored && readPage(stored.page);
    if (!page) return refuse("page_unreadable");
    const shown = page.blocks.filter(({ props }) => !props.hidden);
    const silent = shown.find((block) => blockImages(block).some((image) => image.alt.trim() === ""));
    if (silent) return refuse("image_without_words", { section: silent.id });
    const unfinished = unfinishedVideo(shown);
    if (unfinished) return refuse(unfinished.code, { section: unfinished.section });
    const now = await databaseNow(tx);
    const when = at === null ? null : new Date(at);
    if (when && (!(when > now) || when.getTime() > now.getTime() + YEAR_MS)) return refuse("time_passed");
    // The last that may refuse: what is written before a refusal would stay.
    const noted = note ? await writeNote(tx, scope, { activityId, number: version, note }) : null;
    if (noted && !noted.ok) return noted;
    if (!when) {
      await putLive(tx, scope, activityId, { from: live, to: version, by: scope.actor.id, now });
      return ok({ live: version, scheduled: null });
    }
    const waits = { scheduled: version, scheduledFor: when, scheduledBy: scope.actor.id };
    await updatePage(tx, scope, activityId, waits, now);
    await recordAudit(tx, scope, [
      {
        action: "page.schedule",
        objectType: "activity",
        objectId: activityId,
        after: { version, at: when.toISOString() },
      },
    ]);
    return ok({ live, scheduled: { number: version, at: when.toISOString() } });
  });
}

/**
 * Takes back version `number`: that it waits for its time, or that it is live, and then what was live before it is live
 * again, but for what was taken back itself. What somebody else published or scheduled meanwhile stays. The same request id does it once. Refusals:
 * `published_meanwhile` when another version is live or waits now, `nothing_to_publish` when none is, `archived`,
 * `coupon_not_usable{couponId, reason}`.
 */
export async function unpublishPage(
  scope: Scope,
  request: {
    readonly requestId: string;
    readonly activityId: string;
    readonly what: "schedule" | "publication";
    readonly number: number;
  },
): Promise<Result<PageLive>> {
  const { requestId, ...body } = request;
  const { activityId, what, number } = body;
  return await transactOnce<PageLive>(
    scope,
    { route: "page.unpublish", key: requestId, body },
    async (tx) => {
      const opened = await openPage(tx, scope, activityId);
      if (!opened.ok) return opened;
      const { live, scheduled } = opened.page;
      const taken = what === "schedule" ? scheduled : live;
      if (taken === null) return refuse("nothing_to_publish");
      if (taken !== number) return refuse("published_meanwhile");
      const now = await databaseNow(tx);
      if (what === "schedule") {
        const none = { scheduled: null, scheduledFor: null, scheduledBy: null };
        await updatePage(tx, scope, activityId, none, now);
        await recordAudit(tx, scope, [
          {
            action: "page.unschedule",
            objectType: "activity",
            objectId: activityId,
            before: { version: scheduled },
          },
        ]);
        return ok({ live, scheduled: null });
      }
      const before = liveBefore(await loadPublications(tx, scope, activityId));
      if (before === undefined) return refuse("nothing_to_publish");
      await putLive(tx, scope, activityId, { from: live, to: before, by: scope.actor.id, now });
      return ok({ live: before, scheduled: null });
    },
  );
}
