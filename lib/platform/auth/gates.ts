import { and, asc, eq, gt, inArray, isNull } from "drizzle-orm";
import { forbidden, notFound } from "next/navigation";
import { cache } from "react";
import { db, type Reader } from "@/db/client";
import { merchants, staff, staffRoles, staffSessions, staffStores, stores } from "@/db/schema/merchants";
import { staffTotp } from "@/db/schema/staff";
import { AppError } from "@/lib/kernel/app-error";
import { MOST_LISTED } from "@/lib/kernel/listed";
import { noteDenied } from "@/lib/platform/auth/denied";
import { noteSeen } from "@/lib/platform/auth/last-seen";
import { type Merchant, merchantColumns } from "@/lib/platform/auth/merchant";
import { type Capability, can, reachOf, twoFactorRoles } from "@/lib/platform/auth/permissions";
import { readPreview } from "@/lib/platform/auth/role-preview";
import { mintScope, type Role, type Scope } from "@/lib/platform/auth/scope";
import { readSessionCookie } from "@/lib/platform/auth/session-cookie";
import { goTo } from "@/lib/platform/go-to";
import { requestFacts } from "@/lib/platform/request";

export type { Merchant };
export type StaffSession = NonNullable<Awaited<ReturnType<typeof staffSession>>>;
export type SignedInStaff = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Whether they proved themselves by more than a password. */
  readonly hasTwoFactor: boolean;
};

/** Where in the console somebody stands: a merchant by its slug, and a store's id when in store view. */
export type Place = { readonly merchant: string; readonly store?: string | null };

/** The staff session the browser brings, once per request: null when signed out, ended or expired (S-8). */
export const staffSession = cache(async () => {
  const sessionId = await readSessionCookie("staff", null);
  if (!sessionId) return null;
  const [row] = await db()
    .select({
      sessionId: staffSessions.id,
      id: staff.id,
      name: staff.name,
      email: staff.email,
      /** Null = none. Whoever has one showed it at this sign-in: those of before ended when it was set up. */
      twoFactorSince: staffTotp.createdAt,
    })
    .from(staffSessions)
    .innerJoin(staff, eq(staff.id, staffSessions.staffId))
    .leftJoin(staffTotp, eq(staffTotp.staffId, staff.id))
    .where(
      and(
        eq(staffSessions.id, sessionId),
        isNull(staffSessions.endedAt),
        gt(staffSessions.expiresAt, new Date()),
      ),
    );
  return row ?? null;
});

/** Where a signed-in staff member works, first by name: what comes after sign-in, and the merchant switch. */
export async function staffMerchants(staffId: string): Promise<(Merchant & { readonly role: Role })[]> {
  return await db()
    .select({ ...merchantColumns, role: staffRoles.role })
    .from(staffRoles)
    .innerJoin(merchants, eq(merchants.id, staffRoles.merchantId))
    .where(and(eq(staffRoles.staffId, staffId), isNull(staffRoles.deactivatedAt)))
    .orderBy(asc(merchants.name))
    .limit(50);
}

const workplace = cache(async (staffId: string, slug: string) => {
  const [row] = await db()
    .select({ ...merchantColumns, role: staffRoles.role, requireTwoFactor: merchants.requireTwoFactor })
    .from(merchants)
    .innerJoin(staffRoles, and(eq(staffRoles.merchantId, merchants.id), eq(staffRoles.staffId, staffId)))
    .where(and(eq(merchants.slug, slug), isNull(staffRoles.deactivatedAt)));
  if (!row) return null;
  const { role, requireTwoFactor, ...merchant } = row;
  const needsTwoFactor = requireTwoFactor && twoFactorRoles.includes(role);
  if (role !== "store_manager" && role !== "cashier")
    return { merchant, role, needsTwoFactor, storeIds: "all" as const };
  const own = await db()
    .select({ id: staffStores.storeId })
    .from(staffStores)
    .innerJoin(stores, and(eq(stores.merchantId, staffStores.merchantId), eq(stores.id, staffStores.storeId)))
    .where(and(eq(staffStores.merchantId, merchant.id), eq(staffStores.staffId, staffId)))
    .orderBy(asc(stores.name))
    .limit(MOST_LISTED);
  return { merchant, role, needsTwoFactor, storeIds: own.map((store) => store.id) };
});

const storeExists = cache(async (merchantId: string, storeId: string) => {
  const rows = await db()
    .select({ id: stores.id })
    .from(stores)
    .where(and(eq(stores.merchantId, merchantId), eq(stores.id, storeId)));
  return rows.length === 1;
});

/** Who somebody is at a merchant, or whom they look as: only a group admin may, and sees no more than they may anyway. */
async function asPreviewed<W extends { role: Role; storeIds: "all" | readonly string[]; merchant: Merchant }>(
  work: W,
) {
  const preview = work.role === "group_admin" ? await readPreview(work.merchant.slug) : null;
  if (!preview) return { ...work, isPreview: false };
  const { role, storeId } = preview;
  if (storeId === null) return { ...work, role, isPreview: true };
  if (!(await storeExists(work.merchant.id, storeId))) return { ...work, isPreview: false };
  return { ...work, role, storeIds: [storeId], isPreview: true };
}

export type StaffAccess = {
  readonly scope: Scope;
  readonly merchant: Merchant;
  readonly staff: SignedInStaff;
  readonly can: (capability: Capability) => boolean;
  /** Whether this is a look as another role (role-preview.ts): nothing can be changed. */
  readonly isPreview: boolean;
};

/**
 * Proof that a signed-in staff member may use `capability` at `place`. Throws `not_signed_in`; `not_found` for a
 * merchant they do not work at (any more) or a store that is not theirs to see; `forbidden` for what their role may not
 * do, and, with the reason `two_factor`, for somebody who must set up two-factor sign-in first.
 */
export async function requireStaff(place: Place, capability: Capability): Promise<StaffAccess> {
  const session = await staffSession();
  if (!session) throw new AppError("not_signed_in");
  const work = await workplace(session.id, place.merchant);
  if (!work) throw new AppError("not_found");
  if (work.needsTwoFactor && !session.twoFactorSince)
    throw new AppError("forbidden", "two-factor sign-in is not set up", { reason: "two_factor" });
  const { merchant, role, storeIds, isPreview } = await asPreviewed(work);
  const storeId = place.store ?? null;
  if (storeId !== null) {
    const mine = storeIds === "all" || storeIds.includes(storeId);
    if (!mine || !(await storeExists(merchant.id, storeId))) throw new AppError("not_found");
  }
  const { requestId, address, path } = await requestFacts();
  const actor = { type: "staff", id: session.id } as const;
  const scope = mintScope({
    merchantId: merchant.id,
    actor,
    role,
    storeIds,
    storeId,
    requestId,
    address,
    isPreview,
  });
  if (!can(role, capability)) {
    if (!isPreview) await noteDenied(scope, capability, path);
    throw new AppError("forbidden", "forbidden", { capability });
  }
  noteSeen(session, merchant.id);
  return {
    scope,
    merchant,
    staff: {
      id: session.id,
      name: session.name,
      email: session.email,
      role,
      hasTwoFactor: session.twoFactorSince !== null,
    },
    can: (other) => can(role, other),
    isPreview,
  };
}

/** The staff session the browser brings. Throws `not_signed_in`. */
export async function requireSession(): Promise<StaffSession> {
  const session = await staffSession();
  if (!session) throw new AppError("not_signed_in");
  return session;
}

/** As `requireStaff`, with a signed-out visitor sent to sign in, a stranger's id as 404 and a missing permission as 403. */
async function staffOrElse(place: Place, capability: Capability): Promise<StaffAccess> {
  try {
    return await requireStaff(place, capability);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_signed_in") {
      const { path } = await requestFacts();
      goTo(`/sign-in?next=${encodeURIComponent(path)}`);
    }
    if (error.detail.reason === "two_factor") {
      const { path } = await requestFacts();
      goTo(`/sign-in/two-factor?next=${encodeURIComponent(path)}`);
    }
    if (error.code === "forbidden") forbidden();
    notFound();
  }
}

/**
 * The gate of a console page: a signed-out visitor is sent to sign in and brought back, a stranger's id is 404 and a
 * missing permission 403. Somebody who works in some stores only is sent from the group view to the same page of their
 * first store.
 */
export async function staffGate(place: Place, capability: Capability): Promise<StaffAccess> {
  const access = await staffOrElse(place, capability);
  const { storeIds, storeId, role } = access.scope;
  if (storeId === null && storeIds !== "all" && reachOf(role, capability) === "own_stores") {
    const first = storeIds[0];
    if (!first) forbidden();
    const { path } = await requestFacts();
    const base = `/console/${access.merchant.slug}`;
    if (path.startsWith(base) && !path.startsWith(`${base}/s/`)) {
      goTo(`${base}/s/${first}${path.slice(base.length)}`);
    }
  }
  return access;
}

/** The gate of the console's frame: as `staffGate`, but it leads nobody to their store; that is for the page to do. */
export async function frameGate(merchantSlug: string): Promise<StaffAccess> {
  return await staffOrElse({ merchant: merchantSlug }, "console.enter");
}

/** The scope of somebody who takes up the place an invite gives, in the transaction that gives it. */
export function inviteScope(merchantId: string, staffId: string, role: Role, requestId: string): Scope {
  const actor = { type: "staff", id: staffId } as const;
  return mintScope({ merchantId, actor, role, storeIds: "all", storeId: null, requestId });
}

/** The name of a merchant the person works at that asks their role for two-factor sign-in; null = none does. */
export async function demandingMerchant(staffId: string, reader: Reader = db()): Promise<string | null> {
  const [row] = await reader
    .select({ name: merchants.name })
    .from(staffRoles)
    .innerJoin(merchants, eq(merchants.id, staffRoles.merchantId))
    .where(
      and(
        eq(staffRoles.staffId, staffId),
        isNull(staffRoles.deactivatedAt),
        eq(merchants.requireTwoFactor, true),
        inArray(staffRoles.role, [...twoFactorRoles]),
      ),
    )
    .limit(1);
  return row?.name ?? null;
}

/** A staff member's own scope at each merchant they work at: what a sign-in or sign-out is written down with. */
export async function scopesOfStaff(
  reader: Reader,
  staffId: string,
  { requestId, address }: Pick<Scope, "requestId" | "address">,
): Promise<Scope[]> {
  const rows = await reader
    .select({ merchantId: staffRoles.merchantId, role: staffRoles.role })
    .from(staffRoles)
    .where(and(eq(staffRoles.staffId, staffId), isNull(staffRoles.deactivatedAt)))
    .orderBy(asc(staffRoles.merchantId))
    .limit(50);
  const actor = { type: "staff", id: staffId } as const;
  return rows.map(({ merchantId, role }) =>
    mintScope({ merchantId, actor, role, storeIds: "all", storeId: null, requestId, address }),
  );
}
