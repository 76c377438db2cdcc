import { and, asc, eq, isNull } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { staffRoles, staffStores } from "@/db/schema/merchants";
import { MOST_LISTED } from "@/lib/kernel/listed";
import { type Capability, can, permissions } from "@/lib/platform/auth/permissions";
import { mintScope, type Scope, systemScope } from "@/lib/platform/auth/scope";

/** For whom a job is done, as it was written down when it was started. */
export type JobStarter = {
  readonly merchantId: string;
  readonly id: string;
  readonly capability: string;
  readonly actorType: "staff" | "system";
  readonly createdBy: string | null;
  readonly storeId: string | null;
};

const isCapability = (value: string): value is Capability => Object.hasOwn(permissions, value);

/**
 * The gate of background work that a person started: what they may do *now*, at the store view they started it in. Null
 * when they no longer work there (S-8), may no longer do this, or no longer work in that store.
 */
export async function jobScope(reader: Reader, job: JobStarter): Promise<Scope | null> {
  const { merchantId, createdBy, storeId, capability } = job;
  if (job.actorType === "system") return systemScope(merchantId, job.id);
  if (createdBy === null || !isCapability(capability)) return null;
  const of = and(
    eq(staffRoles.merchantId, merchantId),
    eq(staffRoles.staffId, createdBy),
    isNull(staffRoles.deactivatedAt),
  );
  const [work] = await reader.select({ role: staffRoles.role }).from(staffRoles).where(of);
  if (!work || !can(work.role, capability)) return null;
  const { role } = work;
  const storeIds = role === "store_manager" || role === "cashier" ? await ownStores(reader, job) : "all";
  if (storeId !== null && storeIds !== "all" && !storeIds.includes(storeId)) return null;
  const actor = { type: "staff", id: createdBy } as const;
  return mintScope({ merchantId, actor, role, storeIds, storeId, requestId: job.id });
}

async function ownStores(reader: Reader, { merchantId, createdBy }: JobStarter): Promise<string[]> {
  const own = await reader
    .select({ id: staffStores.storeId })
    .from(staffStores)
    .where(and(eq(staffStores.merchantId, merchantId), eq(staffStores.staffId, createdBy ?? "")))
    .orderBy(asc(staffStores.storeId))
    .limit(MOST_LISTED);
  return own.map((store) => store.id);
}
