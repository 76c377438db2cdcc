import type { ActivityStatus } from "@/lib/activities/schema";
import type { Instant } from "@/lib/kernel/time";

/** What an activity's status is computed from. */
export type ActivityStanding = {
  readonly publishedAt: Instant | null;
  readonly pausedAt: Instant | null;
  readonly archivedAt: Instant | null;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
};

/** The one status of an activity at `now` (A12): online by hand and inside its half-open period is running. */
export function activityStatus(activity: ActivityStanding, now: Instant): ActivityStatus {
  if (activity.archivedAt) return "archived";
  if (!activity.publishedAt) return "draft";
  if (activity.endsAt <= now) return "ended";
  if (activity.pausedAt) return "paused";
  return activity.startsAt > now ? "not_started" : "running";
}

/** What staff may do with an activity by hand. */
export type ActivityChange = "publish" | "pause" | "resume" | "archive" | "restore";

const allowedFrom: Record<ActivityChange, readonly ActivityStatus[]> = {
  publish: ["draft"],
  pause: ["running", "not_started"],
  resume: ["paused"],
  archive: ["draft", "not_started", "running", "paused", "ended"],
  restore: ["archived"],
};

/** Whether `change` may be made to an activity of this status; the console shows exactly these. */
export function mayChangeActivity(status: ActivityStatus, change: ActivityChange): boolean {
  return allowedFrom[change].includes(status);
}
