import { databaseNow, inTransaction } from "@/db/transaction";
import { checkActivity, freeSlug, keepPassword } from "@/lib/activities/check-activity";
import { insertActivity, insertPool } from "@/lib/activities/repository/activities";
import { activityStatus } from "@/lib/activities/rules/status";
import type { ActivityInput, ActivityStatus } from "@/lib/activities/schema";
import { ok, type Result } from "@/lib/kernel/result";
import { answerOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type CreateActivity = {
  readonly requestId: string;
  readonly activity: ActivityInput;
  readonly publish: boolean;
};

/** How an activity stood when it was made. */
export type CreatedActivity = {
  readonly id: string;
  readonly slug: string;
  readonly status: ActivityStatus;
  /** In the order of the passwords. */
  readonly poolIds: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt: string;
};

/** An activity as the audit log keeps it: everything but the words of its passwords. */
export function withoutPasswords(activity: ActivityInput): Record<string, unknown> {
  const passwords = activity.rules.passwords.map(({ password: _, ...rest }) => rest);
  return { ...activity, rules: { ...activity.rules, passwords } };
}

/** The images an activity shows. */
export function imagesOf({ heroImage, sharing }: Pick<ActivityInput, "heroImage" | "sharing">) {
  return [heroImage?.id, sharing.image?.id];
}

/**
 * Makes an activity with its passwords and prizes: a draft, or online at once, in which case its period decides when
 * it runs. The same request id makes one activity. Refusals: `code_taken{code}`, `passwords_alike{first, second}`,
 * `password_empty{position}`, `coupon_not_usable{couponId, reason}`, `image_gone`.
 */
export async function createActivity(
  scope: Scope,
  request: CreateActivity,
): Promise<Result<CreatedActivity>> {
  const { requestId, activity, publish } = request;
  const { passwords } = activity.rules;
  return await inTransaction((tx) =>
    answerOnce(
      tx,
      scope,
      { route: "activity.create", key: requestId, body: { activity, publish } },
      async () => {
        const couponIds = [...new Set(passwords.flatMap((row) => row.prizes.map((prize) => prize.couponId)))];
        const words = activity.kind === "claim_page" ? [] : passwords.map((row) => row.password);
        const { code, timeZone, audience } = activity;
        const refusal = await checkActivity(
          tx,
          scope,
          { code, timeZone, audience, passwords: words, couponIds, online: publish },
          null,
        );
        if (refusal) return { ok: false, refusal };
        const held = await holdImages(tx, scope, imagesOf(activity));
        if (!held.ok) return held;
        const slug = await freeSlug(tx, code, null);
        const now = await databaseNow(tx);
        const publishedAt = publish ? now : null;
        const { id, createdAt } = await insertActivity(tx, scope, activity, slug, publishedAt);
        const poolIds: string[] = [];
        for (const [at, { password, inventory, prizes }] of passwords.entries()) {
          const pool = { position: at + 1, inventory, prizes, ...keepPassword(password) };
          poolIds.push(await insertPool(tx, scope, id, pool));
        }
        const after = { ...withoutPasswords(activity), slug };
        await recordAudit(tx, scope, [
          { action: "activity.create", objectType: "activity", objectId: id, after },
          ...(publish ? [{ action: "activity.publish", objectType: "activity", objectId: id }] : []),
        ]);
        await announce(tx, scope, [
          { type: "activity.created", subjectId: id, payload: { published: publish } },
        ]);
        const period = { startsAt: new Date(activity.startsAt), endsAt: new Date(activity.endsAt) };
        const status = activityStatus({ ...period, publishedAt, pausedAt: null, archivedAt: null }, now);
        return ok({ id, slug, status, poolIds, createdAt: createdAt.toISOString() });
      },
    ),
  );
}
