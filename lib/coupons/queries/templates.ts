import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { couponTemplates } from "@/db/schema/coupons";
import { staff } from "@/db/schema/merchants";
import { couponInputSchema, TEMPLATES_OF_MERCHANT } from "@/lib/coupons/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Staff of some stores, and a store view, see what is good in all stores or in one of theirs. */
function visible(scope: Scope): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  const shared =
    storeIds === "all"
      ? undefined
      : or(
          isNull(couponTemplates.storeIds),
          sql`${couponTemplates.storeIds} && ${sql.param([...storeIds])}::text[]`,
        );
  return and(eq(couponTemplates.merchantId, scope.merchantId), shared);
}

const rows = () =>
  db()
    .select({
      id: couponTemplates.id,
      name: couponTemplates.name,
      coupon: couponTemplates.coupon,
      used: couponTemplates.used,
      revision: couponTemplates.revision,
      createdBy: staff.name,
      updatedAt: couponTemplates.updatedAt,
    })
    .from(couponTemplates)
    .leftJoin(staff, eq(staff.id, couponTemplates.createdBy));

type TemplateListQuery = {
  readonly q?: string;
  /** Only these. */
  readonly ids?: readonly string[];
};

/** The merchant's own templates by name (C-20); there are `TEMPLATES_OF_MERCHANT` at most. */
export async function listTemplates(scope: Scope, { q = "", ids }: TemplateListQuery = {}) {
  const like = `%${q.trim().replace(/[\\%_]/g, "\\$&")}%`;
  const found = await rows()
    .where(
      and(
        visible(scope),
        ids ? inArray(couponTemplates.id, [...ids]) : undefined,
        q ? sql`${couponTemplates.name} ilike ${like}` : undefined,
      ),
    )
    .orderBy(asc(couponTemplates.name))
    .limit(TEMPLATES_OF_MERCHANT);
  return found.map((row) => ({ ...row, coupon: couponInputSchema.parse(row.coupon) }));
}
export type TemplateRow = Awaited<ReturnType<typeof listTemplates>>[number];

/** One template, or null when it is not theirs to see. */
export async function getTemplate(scope: Scope, templateId: string): Promise<TemplateRow | null> {
  const [row] = await rows()
    .where(and(visible(scope), eq(couponTemplates.id, templateId)))
    .limit(1);
  return row ? { ...row, coupon: couponInputSchema.parse(row.coupon) } : null;
}
