import { sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import { db } from "@/db/client";
import { memberSessions } from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import { type ActivityPlace, keptActivityPlace } from "@/lib/platform/auth/activity-place";
import type { Merchant } from "@/lib/platform/auth/merchant";
import { mintScope, type Scope } from "@/lib/platform/auth/scope";
import { cookieName, recallSessionToken, secretOf } from "@/lib/platform/auth/session-token";
import { gatherCalls } from "@/lib/platform/gather-calls";

/** A request outside of Next, as far as a gate asks. */
export type GateRequest = {
  readonly cookies: string | null | undefined;
  readonly requestId: string;
};

/** Who comes with a token of a member session, whose row has not been asked yet. */
export type ActivityCaller = {
  readonly merchant: Merchant;
  readonly activityId: string;
  readonly slug: string;
  /** Null = brings no token that was made here and is not too old. */
  readonly sessionId: string | null;
  /** Whose token it is, where it says so. */
  readonly memberId: string | null;
};

function cookieOf(header: string, name: string): string | null {
  for (let at = 0; ; ) {
    const end = header.indexOf("; ", at);
    if (header.startsWith(name, at) && header[at + name.length] === "=")
      return header.slice(at + name.length + 1, end === -1 ? undefined : end);
    if (end === -1) return null;
    at = end + 2;
  }
}

function callerAt(place: ActivityPlace | null, { cookies }: GateRequest): ActivityCaller {
  if (!place) throw new AppError("not_found");
  const { merchant, activityId, slug } = place;
  const token = cookieOf(cookies ?? "", cookieName("member", merchant.id));
  const says = token === null ? null : recallSessionToken(token, secretOf("member"));
  return {
    merchant,
    activityId,
    slug,
    sessionId: says?.sessionId ?? null,
    memberId: says?.memberId ?? null,
  };
}

/**
 * Whoever asks at an activity's address. Proves nothing yet but the token. No promise where the address is known. Throws
 * `not_found`.
 */
export function activityCaller(slug: string, request: GateRequest): Promise<ActivityCaller> | ActivityCaller {
  const place = keptActivityPlace(slug);
  return place instanceof Promise
    ? place.then((found) => callerAt(found, request))
    : callerAt(place, request);
}

/**
 * The members of sessions that are good at this moment, by one indexed read for all requests that wait for it. One text
 * however many they are, so that it is prepared once, and each session by its key.
 */
const memberOf = gatherCalls<string>(async (calls) => {
  const { merchantId, id, memberId, endedAt, expiresAt } = memberSessions;
  const pairs = calls.map((call) => call.split(" "));
  const column = (at: 0 | 1) => writeArray(pairs.map((pair) => pair[at]));
  const rows = await db().execute<{ at: number; member: string }>(sql`
    select w.n::int as at, s.member
    from unnest(${column(0)}::text[], ${column(1)}::text[]) with ordinality w(merchant, session, n)
    join lateral (select ${memberId} as member from ${memberSessions}
      where ${merchantId} = w.merchant and ${id} = w.session and ${endedAt} is null and ${expiresAt} > now()
      limit 1) s on true`);
  return new Map(rows.map(({ at, member }) => [calls[at - 1] ?? "", member]));
});

/**
 * The scope of the member whose session the caller brings; the row of the session is asked at every request, together
 * with those of whoever asks at the same time (S-8). Throws `not_signed_in`.
 */
export async function requireCaller(caller: ActivityCaller, request: GateRequest): Promise<Scope> {
  const { merchant, sessionId } = caller;
  const memberId = sessionId && (await memberOf(`${merchant.id} ${sessionId}`));
  if (!memberId) throw new AppError("not_signed_in");
  return memberScope(merchant.id, memberId, request);
}

const memberScope = (merchantId: string, memberId: string, { requestId }: GateRequest) =>
  mintScope({
    merchantId,
    actor: { type: "member", id: memberId },
    role: null,
    storeIds: "all",
    storeId: null,
    requestId,
  });

/** A member by their token alone, whose session is still to be looked at. */
export type Presumed = { readonly scope: Scope; readonly sessionId: string };

/**
 * The member that the caller's token names, before the row of the session was asked: for a use case that looks at that
 * row in the transaction of its effect, and does and tells nothing unless it is good there (S-8). Null where the token
 * does not say whose it is.
 */
export function presumeCaller(caller: ActivityCaller, request: GateRequest): Presumed | null {
  const { merchant, sessionId, memberId } = caller;
  if (sessionId === null || memberId === null) return null;
  return { scope: memberScope(merchant.id, memberId, request), sessionId };
}
