import { and, asc, eq, ilike, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { packs } from "@/db/schema/packs";
import { visible } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

/** At most six packs for the command menu: by what their name contains, a whole name or the whole id first. None that is archived. */
export async function findPacks(scope: Scope, text: string) {
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const exact = sql<boolean>`(lower(${packs.name}) = lower(${text}))`;
  return await db()
    .select({ id: packs.id, name: packs.name })
    .from(packs)
    .where(and(visible(scope), isNull(packs.archivedAt), or(ilike(packs.name, part), eq(packs.id, text))))
    .orderBy(sql`${exact} desc`, asc(packs.name), asc(packs.id))
    .limit(6);
}
