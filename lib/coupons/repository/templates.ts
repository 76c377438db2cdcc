import { and, count, eq, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { couponTemplates } from "@/db/schema/coupons";
import { type CouponInput, couponInputSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

const mine = (scope: Scope, templateId: string) =>
  and(eq(couponTemplates.merchantId, scope.merchantId), eq(couponTemplates.id, templateId));

/** Puts changes of the merchant's templates in a row until the transaction ends; tells how many there are. */
export async function lockTemplates(tx: Tx, scope: Scope): Promise<number> {
  const key = `coupon_template:${scope.merchantId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const [row] = await tx
    .select({ count: count() })
    .from(couponTemplates)
    .where(eq(couponTemplates.merchantId, scope.merchantId));
  return row?.count ?? 0;
}

/** Whether another template than `templateId` has this name. Ask it after `lockTemplates`. */
export async function templateNameTaken(
  tx: Tx,
  scope: Scope,
  name: string,
  templateId: string | null,
): Promise<boolean> {
  const rows = await tx
    .select({ id: couponTemplates.id })
    .from(couponTemplates)
    .where(
      and(
        eq(couponTemplates.merchantId, scope.merchantId),
        eq(couponTemplates.name, name),
        templateId ? ne(couponTemplates.id, templateId) : undefined,
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** What a template's row holds of its coupon. */
function contentOf(coupon: CouponInput) {
  const { storeIds } = coupon.conditions;
  return { type: coupon.benefit.type, coupon, storeIds: storeIds === "all" ? null : storeIds };
}

/** Keeps a coupon as a template; gives its id. */
export async function insertTemplate(
  tx: Tx,
  scope: Scope,
  name: string,
  coupon: CouponInput,
): Promise<string> {
  const id = newId("tpl");
  const { merchantId, actor } = scope;
  await tx
    .insert(couponTemplates)
    .values({ merchantId, id, name, ...contentOf(coupon), createdBy: actor.id });
  return id;
}

/** Locks a template; null = the merchant has none of this id. `storeIds` null = all. */
export async function lockTemplate(tx: Tx, scope: Scope, templateId: string) {
  const [row] = await tx
    .select({
      id: couponTemplates.id,
      name: couponTemplates.name,
      coupon: couponTemplates.coupon,
      storeIds: couponTemplates.storeIds,
      revision: couponTemplates.revision,
    })
    .from(couponTemplates)
    .where(mine(scope, templateId))
    .for("update");
  return row ? { ...row, coupon: couponInputSchema.parse(row.coupon) } : null;
}

/** Gives a locked template another name. */
export async function renameTemplateRow(
  tx: Tx,
  scope: Scope,
  templateId: string,
  name: string,
): Promise<void> {
  await tx.update(couponTemplates).set({ name, updatedAt: sql`now()` }).where(mine(scope, templateId));
}

/** Makes a locked template's coupon another; gives its new revision. */
export async function updateTemplateCoupon(
  tx: Tx,
  scope: Scope,
  templateId: string,
  coupon: CouponInput,
): Promise<number> {
  const { revision } = couponTemplates;
  const [row] = await tx
    .update(couponTemplates)
    .set({ ...contentOf(coupon), revision: sql`${revision} + 1`, updatedAt: sql`now()` })
    .where(mine(scope, templateId))
    .returning({ revision });
  if (!row) throw new Error(`template ${templateId} is gone while it is locked`);
  return row.revision;
}

/** Deletes a locked template. */
export async function deleteTemplateRow(tx: Tx, scope: Scope, templateId: string): Promise<void> {
  await tx.delete(couponTemplates).where(mine(scope, templateId));
}

/** Counts that a coupon was made from a template; one that is gone meanwhile is not missed. */
export async function countTemplateUse(tx: Tx, scope: Scope, templateId: string): Promise<void> {
  await tx
    .update(couponTemplates)
    .set({ used: sql`${couponTemplates.used} + 1` })
    .where(mine(scope, templateId));
}
