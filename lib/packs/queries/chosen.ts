import { and, asc, gt } from "drizzle-orm";
import { db } from "@/db/client";
import { packs } from "@/db/schema/packs";
import { narrowed, type PackListQuery, visible } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

/** Id and name of the packs that are asked for and that the reader sees, by id, those behind `after`. */
export async function chosenPacks(
  scope: Scope,
  query: PackListQuery,
  limit: number,
  after: string | null = null,
) {
  return await db()
    .select({ id: packs.id, name: packs.name })
    .from(packs)
    .where(
      and(
        visible(scope),
        ...narrowed(query, query.now ?? new Date()),
        after === null ? undefined : gt(packs.id, after),
      ),
    )
    .orderBy(asc(packs.id))
    .limit(limit);
}
