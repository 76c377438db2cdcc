import { and, asc, desc, eq, gt, ilike, inArray, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { type ActivityListQuery, narrowed, status } from "@/lib/activities/queries/activities";
import { contains, visibleActivities } from "@/lib/activities/queries/reach";
import type { Scope } from "@/lib/platform/auth/scope";

export type ActivityChoice = { readonly ids: readonly string[] } | { readonly filter: ActivityListQuery };

/** The names of the chosen activities that the reader sees, by id, those behind `after`; at most `limit` of them. */
export async function chosenActivities(
  scope: Scope,
  choice: ActivityChoice,
  limit: number,
  after: string | null = null,
) {
  const chosen = "ids" in choice ? inArray(activities.id, [...choice.ids]) : narrowed(choice.filter);
  return await db()
    .select({ id: activities.id, name: activities.name })
    .from(activities)
    .where(and(visibleActivities(scope), chosen, after === null ? undefined : gt(activities.id, after)))
    .orderBy(asc(activities.id))
    .limit(limit);
}

/**
 * The activities a search from anywhere finds: by their code, their address or words of their name; archived ones left
 * out, and with `running` all that do not run now. Without words the newest.
 */
export async function findActivities(scope: Scope, text: string, { running = false } = {}) {
  const exact = sql<boolean>`(lower(${activities.code}) = lower(${text}) or lower(${activities.name}) = lower(${text}) or ${activities.slug} = ${text})`;
  const words = or(
    ilike(activities.name, contains(text)),
    ilike(activities.code, contains(text)),
    eq(activities.slug, text),
  );
  return await db()
    .select({
      id: activities.id,
      name: activities.name,
      code: activities.code,
      slug: activities.slug,
      status,
    })
    .from(activities)
    .where(
      and(
        visibleActivities(scope),
        running ? eq(status, "running") : isNull(activities.archivedAt),
        text === "" ? undefined : words,
      ),
    )
    .orderBy(
      ...(text === "" ? [desc(activities.createdAt)] : [sql`${exact} desc`, asc(activities.name)]),
      asc(activities.id),
    )
    .limit(running ? 20 : 6);
}
