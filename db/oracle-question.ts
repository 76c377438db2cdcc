import { type SQL, sql } from "drizzle-orm";

/** What an oracle's findings are about, and by whose ids its work can be cut into parts. */
export type OracleSubject =
  | "coupon"
  | "activity"
  | "member"
  | "voucher"
  | "participation"
  | "order"
  | "pack"
  | "purchase";

/** A part of one merchant's subjects: those after one id up to another and with it, or those named. */
export type Part =
  | { readonly merchantId: string; readonly after: string; readonly to: string }
  | { readonly merchantId: string; readonly ids: readonly string[] };

/** Comes after every id: the end of the last part. */
export const END = "zzzz";

/** A question that must find nothing: rows of `merchant_id` and `subject`. */
export type Oracle = {
  /** Stable: alerts are kept under it and the console has its words. */
  readonly key: string;
  readonly name: string;
  readonly subject: OracleSubject;
  /** What is broken in the part; in everything when there is none. */
  readonly find: (part: Part | null) => SQL;
};

/** Whether the row that `alias` names is in the part, by the column that holds its subject's id. */
export function within(part: Part | null, alias: string, column: string): SQL {
  if (!part) return sql`true`;
  const at = (name: string) => sql.raw(`${alias}.${name}`);
  const mine = sql`${at("merchant_id")} = ${part.merchantId}`;
  if ("ids" in part) return sql`(${mine} and ${at(column)} in ${[...part.ids]})`;
  return sql`(${mine} and ${at(column)} > ${part.after} and ${at(column)} <= ${part.to})`;
}
