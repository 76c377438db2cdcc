import { sql } from "drizzle-orm";
import { bigint, jsonb, text, timestamp } from "drizzle-orm/pg-core";
import type { Translations } from "@/lib/kernel/language";

/** An id of ours: `prefix_` and 26 characters, ordered by creation (lib/kernel/id.ts). */
export const id = (name = "id") => text(name);

/** Whose row this is. First column of every key, so that no reference can cross merchants and shards can split by it. */
export const merchantId = () => text("merchant_id").notNull();

/** An instant in UTC, to the millisecond, so that what JavaScript reads back is what was stored. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** When the row was made, by the database's clock. */
export const createdAt = () => instant("created_at").notNull().defaultNow();

/** When the row last changed. */
export const updatedAt = () => instant("updated_at").notNull().defaultNow();

/** Money in minor units of the row's currency; 0 to 10^12. */
export const minor = (name: string) => bigint(name, { mode: "number" });

/** A count that may pass 2^31. */
export const count = (name: string) => bigint(name, { mode: "number" });

/** The row's texts in languages beside the merchant's own, `{ "zh-CN": { "name": … } }`; what is not in it is read as the main text. */
export const translations = <F extends string>() =>
  jsonb("translations").$type<Translations<F>>().notNull().default(sql`'{}'::jsonb`);
