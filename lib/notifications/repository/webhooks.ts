import { and, count, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { merchants, staff, staffRoles } from "@/db/schema/merchants";
import { webhooks } from "@/db/schema/notifications";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { WebhookInput } from "@/lib/notifications/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const one = (scope: Scope, webhookId: string) =>
  and(eq(webhooks.merchantId, scope.merchantId), eq(webhooks.id, webhookId));

/** Locks the merchant's own row until the transaction ends: those that add something to it count in turn. */
export async function lockOwner(tx: Tx, scope: Scope): Promise<void> {
  const [row] = await tx
    .select({ id: merchants.id })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId))
    .for("no key update");
  if (!row) throw new AppError("not_found");
}

/** How many webhooks the merchant has. Lock the merchant first: two that add one count in turn. */
export async function countWebhooks(tx: Tx, scope: Scope): Promise<number> {
  const mine = eq(webhooks.merchantId, scope.merchantId);
  const [row] = await tx.select({ count: count() }).from(webhooks).where(mine);
  return row?.count ?? 0;
}

/** Keeps a new webhook with its sealed secret; gives its id and when it was made. */
export async function insertWebhook(
  tx: Tx,
  scope: Scope,
  webhook: WebhookInput & { readonly secret: string; readonly createdAt: Instant },
): Promise<string> {
  const id = newId("whk");
  const { merchantId, actor } = scope;
  await tx.insert(webhooks).values({ merchantId, id, createdBy: actor.id, ...webhook });
  return id;
}

/** Locks a webhook until the transaction ends; what is queued for it meanwhile does not wait. Throws `not_found` when the merchant has none such. */
export async function lockWebhook(tx: Tx, scope: Scope, webhookId: string) {
  const [row] = await tx.select().from(webhooks).where(one(scope, webhookId)).for("no key update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Changes a locked webhook; gives its new revision. */
export async function updateWebhook(
  tx: Tx,
  scope: Scope,
  { id, revision }: { readonly id: string; readonly revision: number },
  change: Partial<typeof webhooks.$inferInsert>,
): Promise<number> {
  const changed = await tx
    .update(webhooks)
    .set({ ...change, revision: revision + 1, updatedAt: new Date() })
    .where(and(one(scope, id), eq(webhooks.revision, revision)))
    .returning({ revision: webhooks.revision });
  if (changed.length !== 1) throw new Error("a locked webhook is gone");
  return revision + 1;
}

/** Deletes a locked webhook with its deliveries. */
export async function deleteWebhookRow(tx: Tx, scope: Scope, webhookId: string): Promise<void> {
  const gone = await tx.delete(webhooks).where(one(scope, webhookId)).returning({ id: webhooks.id });
  if (gone.length !== 1) throw new Error("a locked webhook is gone");
}

/** The webhooks of these merchants that are told, held so that none is deleted before the transaction ends. */
export async function listenersOf(tx: Tx, merchantIds: readonly string[]) {
  if (merchantIds.length === 0) return [];
  return await tx
    .select({ merchantId: webhooks.merchantId, id: webhooks.id, events: webhooks.events })
    .from(webhooks)
    .where(and(inArray(webhooks.merchantId, [...merchantIds]), isNull(webhooks.disabledAt)))
    .for("key share");
}

/** Writes of a locked webhook since when it takes nothing (null = it does), and whether that is its end. */
export async function updateHealth(
  tx: Tx,
  scope: Scope,
  webhookId: string,
  health: {
    readonly failingSince: Instant | null;
    readonly disabledAt?: Instant;
    readonly disabledBy?: "failing" | "gone";
  },
): Promise<void> {
  await tx.update(webhooks).set(health).where(one(scope, webhookId));
}

/** Who looks after the merchant, by mail address, and in which language they are written to. */
export async function listAdmins(tx: Tx, scope: Scope) {
  return await tx
    .select({ email: staff.email, locale: merchants.locale, merchant: merchants.name, slug: merchants.slug })
    .from(staffRoles)
    .innerJoin(staff, eq(staff.id, staffRoles.staffId))
    .innerJoin(merchants, eq(merchants.id, staffRoles.merchantId))
    .where(
      and(
        eq(staffRoles.merchantId, scope.merchantId),
        eq(staffRoles.role, "group_admin"),
        isNull(staffRoles.deactivatedAt),
      ),
    )
    .orderBy(staff.id)
    .limit(50);
}
