import { isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Cursor } from "@/lib/kernel/cursor";
import { isInstantText } from "@/lib/kernel/cursor";

export const COUNT_CAP = 10_000;

export const one = { one: sql`1`.as("one") };

export const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

export const shelfStates = ["active", "archived"] as const;

export type ShelfState = (typeof shelfStates)[number];

export const inState = (archivedAt: AnyPgColumn, status: readonly ShelfState[]) => {
  const active = status.includes("active");
  if (active === status.includes("archived")) return undefined;
  return active ? isNull(archivedAt) : isNotNull(archivedAt);
};

export type Order = { key: AnyPgColumn; id: AnyPgColumn; descending: boolean; isTime: boolean };

export function beyond({ key, id, descending, isTime }: Order, cursor: Cursor | null): SQL | undefined {
  if (!cursor || (isTime && !isInstantText(cursor.value))) return undefined;
  const edge = isTime ? sql`${cursor.value}::timestamptz` : sql`${cursor.value}`;
  return sql`(${key}, ${id}) ${sql.raw(descending ? "<" : ">")} (${edge}, ${cursor.id})`;
}
