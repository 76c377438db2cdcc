import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { memberSessions } from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import { keptActivityPlace } from "@/lib/platform/auth/activity-place";
import type { Merchant } from "@/lib/platform/auth/merchant";
import { mintScope, type Scope } from "@/lib/platform/auth/scope";
import { cookieName, readSessionToken, secretOf } from "@/lib/platform/auth/session-token";
import { gatherer } from "@/lib/platform/coalesce";

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
};

function cookieOf(header: string | null | undefined, name: string): string | null {
  for (const pair of (header ?? "").split("; ")) {
    if (pair.startsWith(name) && pair[name.length] === "=") return pair.slice(name.length + 1);
  }
  return null;
}

/** Whoever asks at an activity's address. Proves nothing yet but the token. Throws `not_found`. */
export async function activityCaller(slug: string, request: GateRequest): Promise<ActivityCaller> {
  const place = await keptActivityPlace(slug);
  if (!place) throw new AppError("not_found");
  const token = cookieOf(request.cookies, cookieName("member", place.merchant.id));
  return { ...place, sessionId: token === null ? null : readSessionToken(token, secretOf("member")) };
}

/** The members of sessions that are good at this moment, by one statement however many ask at once. */
const sessions = () =>
  gatherer<string, string | null>({
    name: "member-sessions",
    run: async (ids) => {
      const unique = [...new Set(ids)];
      const [merchantId = ""] = unique.map((id) => id.split(" ")[0]);
      const names = sql.join(
        unique.map((id) => sql`${id.split(" ")[1] ?? ""}`),
        sql`, `,
      );
      const rows = await db()
        .select({ id: memberSessions.id, memberId: memberSessions.memberId })
        .from(memberSessions)
        .where(
          sql`${memberSessions.merchantId} = ${merchantId} and ${memberSessions.id} in (${names})
            and ${memberSessions.endedAt} is null and ${memberSessions.expiresAt} > now()`,
        );
      const found = new Map(rows.map((row) => [row.id, row.memberId]));
      return ids.map((id) => ({ value: found.get(id.split(" ")[1] ?? "") ?? null }));
    },
  });

/**
 * The scope of the member whose session the caller brings; the row of the session is asked at every request, together
 * with those of whoever asks at the same time (S-8). Throws `not_signed_in`.
 */
export async function requireCaller(caller: ActivityCaller, request: GateRequest): Promise<Scope> {
  const { merchant, sessionId } = caller;
  const memberId = sessionId && (await sessions().ask(merchant.id, `${merchant.id} ${sessionId}`));
  if (!memberId) throw new AppError("not_signed_in");
  return mintScope({
    merchantId: merchant.id,
    actor: { type: "member", id: memberId },
    role: null,
    storeIds: "all",
    storeId: null,
    requestId: request.requestId,
  });
}
