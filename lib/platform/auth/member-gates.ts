import { and, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { cache } from "react";
import { db } from "@/db/client";
import { memberSessions, members } from "@/db/schema/members";
import { merchants } from "@/db/schema/merchants";
import { mails, messages } from "@/db/schema/notifications";
import { AppError } from "@/lib/kernel/app-error";
import { findActivityPlace, findAnyPlace } from "@/lib/platform/auth/activity-place";
import { findGiftPlace } from "@/lib/platform/auth/gift-place";
import { inboxIsOpen } from "@/lib/platform/auth/inbox";
import { findLinkPlace } from "@/lib/platform/auth/link-place";
import { type Merchant, merchantColumns } from "@/lib/platform/auth/merchant";
import { isPreviewToken } from "@/lib/platform/auth/page-preview";
import { mintScope, type Scope } from "@/lib/platform/auth/scope";
import { readSessionCookie } from "@/lib/platform/auth/session-cookie";
import { env } from "@/lib/platform/env";
import { goTo } from "@/lib/platform/go-to";
import { requestFacts } from "@/lib/platform/request";

export type SignedInMember = { readonly id: string; readonly phone: string; readonly name: string | null };

export type MemberAccess = {
  readonly scope: Scope;
  readonly merchant: Merchant;
  /** Null for a visitor who is not signed in. */
  readonly member: SignedInMember | null;
};

const memberSession = cache(async (merchantId: string): Promise<SignedInMember | null> => {
  const sessionId = await readSessionCookie("member", merchantId);
  if (!sessionId) return null;
  const [row] = await db()
    .select({ id: members.id, phone: members.phone, name: members.name })
    .from(memberSessions)
    .innerJoin(
      members,
      and(eq(members.merchantId, memberSessions.merchantId), eq(members.id, memberSessions.memberId)),
    )
    .where(
      and(
        eq(memberSessions.merchantId, merchantId),
        eq(memberSessions.id, sessionId),
        isNull(memberSessions.endedAt),
        gt(memberSessions.expiresAt, new Date()),
      ),
    );
  return row ?? null;
});

async function memberAccess(merchant: Merchant): Promise<MemberAccess> {
  const member = await memberSession(merchant.id);
  const { requestId } = await requestFacts();
  const scope = mintScope({
    merchantId: merchant.id,
    actor: member ? { type: "member", id: member.id } : { type: "visitor", id: null },
    role: null,
    storeIds: "all",
    storeId: null,
    requestId,
  });
  return { scope, merchant, member };
}

/** Nobody in particular at this merchant's. */
async function visitorOf(merchant: Merchant): Promise<Scope> {
  const { requestId } = await requestFacts();
  const actor = { type: "visitor", id: null } as const;
  return mintScope({ merchantId: merchant.id, actor, role: null, storeIds: "all", storeId: null, requestId });
}

/** The scope of a member who has just proved who they are, made from the visitor's they came with. */
export function memberScopeOf(visitor: Scope, memberId: string): Scope {
  return mintScope({ ...visitor, actor: { type: "member", id: memberId } });
}

const merchantBySlug = cache(async (slug: string): Promise<Merchant | null> => {
  const [row] = await db().select(merchantColumns).from(merchants).where(eq(merchants.slug, slug));
  return row ?? null;
});

/** The merchant of an installation that has only one: the way on from an address that leads nowhere. */
export async function soleMerchant(): Promise<Merchant | null> {
  const [only, ...others] = await db().select(merchantColumns).from(merchants).limit(2);
  return only && others.length === 0 ? only : null;
}

/** Anybody at a merchant's public pages: a member when signed in there, else a visitor. Throws `not_found`. */
export async function requireVisitor(merchantSlug: string): Promise<MemberAccess> {
  const merchant = await merchantBySlug(merchantSlug);
  if (!merchant) throw new AppError("not_found");
  return await memberAccess(merchant);
}

/** A member signed in at this merchant. Throws `not_found` and `not_signed_in`. */
export async function requireMember(
  merchantSlug: string,
): Promise<MemberAccess & { member: SignedInMember }> {
  const access = await requireVisitor(merchantSlug);
  if (!access.member) throw new AppError("not_signed_in");
  return { ...access, member: access.member };
}

/** The gate of a merchant's public page: as `requireVisitor`, a stranger's address as 404. */
export async function visitorGate(merchantSlug: string): Promise<MemberAccess> {
  try {
    return await requireVisitor(merchantSlug);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

/** The gate of a member's own page: a signed-out visitor is sent to sign in and brought back. */
export async function memberGate(merchantSlug: string): Promise<MemberAccess & { member: SignedInMember }> {
  const access = await visitorGate(merchantSlug);
  if (!access.member) {
    const { path } = await requestFacts();
    goTo(`/m/${access.merchant.slug}/login?next=${encodeURIComponent(path)}`);
  }
  return { ...access, member: access.member };
}

/** The merchant whose short link this is, whether or not it still leads on; null = nobody's. */
export async function requireLink(slug: string): Promise<Merchant | null> {
  const place = /^[a-z0-9]{4,20}$/.test(slug) ? await findLinkPlace(slug) : null;
  return place ? await merchantBySlug(place.merchantSlug) : null;
}

export type ActivityAccess = MemberAccess & { readonly activityId: string; readonly slug: string };

/** Anybody at an activity's page, by its address or by one it had before. Throws `not_found`. */
export async function requireActivity(slug: string): Promise<ActivityAccess> {
  const place = await findActivityPlace(slug);
  if (!place) throw new AppError("not_found");
  const { merchant, ...rest } = place;
  return { ...(await memberAccess(merchant)), ...rest };
}

/** The gate of an activity's page: an old address leads to the present one, an unknown one is 404. */
export async function activityGate(slug: string): Promise<ActivityAccess> {
  try {
    return await requireActivity(slug);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

/** The gate of a page's preview: whoever has a signed link whose time is not over, as a visitor. All else is 404. */
export async function previewGate(slug: string, token: string): Promise<Omit<ActivityAccess, "member">> {
  const place = await findAnyPlace(slug);
  if (!place) notFound();
  const { merchant, ...rest } = place;
  const { activityId } = rest;
  if (!isPreviewToken(token, { merchantId: merchant.id, activityId }, new Date())) notFound();
  return { scope: await visitorOf(merchant), merchant, ...rest };
}

export type GiftAccess = MemberAccess & { readonly giftId: string };

/** Anybody who has the link of a gift, at its merchant's; null = no gift's. */
export async function requireGift(token: string): Promise<GiftAccess | null> {
  const place = await findGiftPlace(token);
  return place && { ...(await memberAccess(place.merchant)), giftId: place.giftId };
}

/** The gate of a gift's page: whoever has its link. Whatever is no gift's is 404, and one answer for all. */
export async function giftGate(token: string): Promise<GiftAccess> {
  const access = await requireGift(token);
  if (!access) notFound();
  return access;
}

/** How many messages the development inbox shows; of no other merchants than theirs is anything read. */
export const INBOX_LENGTH = 50;

const newestOf = (table: typeof messages | typeof mails) =>
  db()
    .select({ merchantId: table.merchantId })
    .from(table)
    .orderBy(desc(table.createdAt))
    .limit(INBOX_LENGTH);

/**
 * The gate of the development inbox: open only while the built-in message channel is in use, on a demo, and to this
 * machine (by address and by name, so that no web page elsewhere can lead a browser to it); to all others it is 404.
 */
export async function inboxGate(): Promise<{ scope: Scope; merchant: Merchant }[]> {
  const { address, requestId } = await requestFacts();
  const list = await headers();
  const { MESSAGE_CHANNEL: channel, DEMO: demo, BASE_URL: baseUrl } = env();
  const forwarded = list.has("x-was-forwarded");
  if (!inboxIsOpen({ channel, demo, address, host: list.get("host") ?? "", forwarded, baseUrl })) notFound();
  const rows = await db()
    .select(merchantColumns)
    .from(merchants)
    .where(or(inArray(merchants.id, newestOf(messages)), inArray(merchants.id, newestOf(mails))))
    .limit(2 * INBOX_LENGTH);
  const system = { actor: { type: "system", id: null }, role: null, storeIds: "all", storeId: null } as const;
  return rows.map((merchant) => ({
    merchant,
    scope: mintScope({ ...system, merchantId: merchant.id, requestId }),
  }));
}
