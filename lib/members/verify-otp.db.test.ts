import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { memberSessions, members, otpChallenges } from "@/db/schema/members";
import { auditEntries, rateBuckets } from "@/db/schema/merchants";
import { messages } from "@/db/schema/notifications";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { patiently } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { endMemberSession } from "@/lib/members/end-member-session";
import { OTP_SEND_LIMITS, otpHash, requestOtp } from "@/lib/members/request-otp";
import { OTP_TRIES, OTP_WRONG_PER_DAY, verifyOtp } from "@/lib/members/verify-otp";
import { memberScopeOf } from "@/lib/platform/auth/member-gates";
import type { Scope } from "@/lib/platform/auth/scope";

let merchantId = "";
let visitor: Scope;
let phones = 0;
const newPhone = () => `+8526${String(5_000_000 + ++phones)}`;
const newMerchant = () => inTransaction((tx) => makeMerchant(tx));
const visitorOf = (id: string) => testScope(id, null, { actor: { type: "visitor", id: null } });

beforeAll(async () => {
  merchantId = await newMerchant();
  visitor = visitorOf(merchantId);
});

/** Asks for a code and reads it from the message, as the person with the phone does. */
async function send(phone: string, scope = visitor, address = "10.0.0.1") {
  const result = await requestOtp(scope, { phone, address, words: (code) => `code ${code}` });
  if (!result.ok) return result;
  const [message] = await db()
    .select({ body: messages.body })
    .from(messages)
    .where(and(eq(messages.merchantId, scope.merchantId), eq(messages.recipient, phone)))
    .orderBy(sql`id desc`)
    .limit(1);
  const { challengeId } = result.value;
  return { ok: true, challengeId, code: message?.body.slice(5) ?? "" } as const;
}

async function sent(phone: string, scope = visitor) {
  const result = await send(phone, scope);
  if (!result.ok) throw new Error(`not sent: ${result.refusal.code}`);
  return result;
}

let requests = 0;
const type = (challengeId: string, code: string, scope = visitor, requestId = `r${++requests}`) =>
  verifyOtp(scope, { challengeId, code, requestId, userAgent: "test" });

const wrongFor = (code: string) => (code === "000000" ? "000001" : "000000");
const forgetPause = (phone: string) =>
  db()
    .delete(rateBuckets)
    .where(eq(rateBuckets.bucket, `otp:pause:${phone}`));
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code;

describe("a one-time code", () => {
  it("signs a new phone in and registers it, with its audit rows and event in the same transaction", async () => {
    const phone = newPhone();
    const { challengeId, code } = await sent(phone);
    const result = await type(challengeId, code);
    if (!result.ok) throw new Error("refused");
    const [member] = await db().select().from(members).where(eq(members.id, result.value.memberId));
    expect(member).toMatchObject({ merchantId, phone });
    const audit = await db()
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.objectId, result.value.memberId));
    expect(audit.map((row) => row.action).sort()).toEqual(["member.register", "member.sign_in"]);
    const events = await db().execute<{ type: string }>(sql`select e.type from outbox_batch o,
      announced_events(o.events) e where e."subjectId" = ${result.value.memberId}`);
    expect(events.map((row) => row.type)).toEqual(["member.registered"]);
  });

  it("is kept as a keyed hash only, bound to its challenge", async () => {
    const { challengeId, code } = await sent(newPhone());
    const [row] = await db().select().from(otpChallenges).where(eq(otpChallenges.id, challengeId));
    expect(code).toMatch(/^\d{6}$/);
    expect(row?.codeHash).toBe(otpHash(challengeId, code));
    expect(row?.codeHash).not.toContain(code);
    expect(otpHash("otp_other", code)).not.toBe(row?.codeHash);
  });

  it("works once: the same code again is refused, the same request again is answered alike", async () => {
    const { challengeId, code } = await sent(newPhone());
    const first = await type(challengeId, code, visitor, "twin");
    expect(await type(challengeId, code, visitor, "twin")).toEqual({ ...first, replayed: true });
    expect(codeOf(await type(challengeId, code))).toBe("code_over");
    expect(codeOf(await type(challengeId, wrongFor(code), visitor, "twin"))).toBe("code_over");
  });

  it("is worth nothing from its last instant on", async () => {
    const { challengeId, code } = await sent(newPhone());
    await db()
      .update(otpChallenges)
      .set({ expiresAt: sql`clock_timestamp()` })
      .where(eq(otpChallenges.id, challengeId));
    expect(codeOf(await type(challengeId, code))).toBe("code_over");
  });

  it("is over after five wrong tries, however right the sixth is", async () => {
    const { challengeId, code } = await sent(newPhone());
    for (let left = OTP_TRIES - 1; left > 0; left--) {
      const result = await type(challengeId, wrongFor(code));
      expect(result).toEqual({ ok: false, refusal: { code: "wrong_code", params: { triesLeft: left } } });
    }
    expect(codeOf(await type(challengeId, wrongFor(code)))).toBe("code_over");
    expect(codeOf(await type(challengeId, code))).toBe("code_over");
  });

  it("lets at most five of fifty parallel guesses be looked at", async () => {
    const { challengeId, code } = await sent(newPhone());
    const guesses = Array.from({ length: 50 }, () => patiently(() => type(challengeId, wrongFor(code))));
    const codes = (await Promise.all(guesses)).map(codeOf);
    expect(codes.filter((word) => word === "wrong_code")).toHaveLength(OTP_TRIES - 1);
    const [row] = await db().select().from(otpChallenges).where(eq(otpChallenges.id, challengeId));
    expect(row?.tries).toBe(OTP_TRIES);
  });

  it("is replaced by the next one", async () => {
    const phone = newPhone();
    const old = await sent(phone);
    await forgetPause(phone);
    const fresh = await sent(phone);
    expect(codeOf(await type(old.challengeId, old.code))).toBe("code_over");
    expect((await type(fresh.challengeId, fresh.code)).ok).toBe(true);
  });

  it("is good only with the challenge of the browser that asked, and at its merchant", async () => {
    const a = await sent(newPhone());
    const b = await sent(newPhone());
    if (a.code !== b.code) expect(codeOf(await type(a.challengeId, b.code))).toBe("wrong_code");
    expect(codeOf(await type("otp_made_up", b.code))).toBe("code_over");
    const other = visitorOf(await newMerchant());
    expect(codeOf(await type(b.challengeId, b.code, other))).toBe("code_over");
    expect((await type(b.challengeId, b.code)).ok).toBe(true);
  });

  it("that was wrong counts on its phone's day, over all its challenges", async () => {
    const phone = newPhone();
    for (let asked = 0; asked < 2; asked++) {
      await forgetPause(phone);
      const { challengeId, code } = await sent(phone);
      await type(challengeId, wrongFor(code));
    }
    const [row] = await db()
      .select({ hits: rateBuckets.hits })
      .from(rateBuckets)
      .where(eq(rateBuckets.bucket, `otp-wrong:${phone}`));
    expect(row?.hits).toBe(2);
  });

  it("is refused to a phone whose wrong codes of the day are used up", async () => {
    const phone = newPhone();
    const { challengeId, code } = await sent(phone);
    await db()
      .insert(rateBuckets)
      .values({
        bucket: `otp-wrong:${phone}`,
        hits: OTP_WRONG_PER_DAY.limit,
        resetsAt: sql`now() + interval '1 hour'`,
      });
    expect(codeOf(await type(challengeId, code))).toBe("too_many_tries");
  });
});

describe("one phone is one member", () => {
  it("when twenty verify at once with the one code, one signs in and one member is made", async () => {
    const phone = newPhone();
    const { challengeId, code } = await sent(phone);
    const results = await Promise.all(Array.from({ length: 20 }, () => type(challengeId, code)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await db().select().from(members).where(eq(members.phone, phone))).toHaveLength(1);
  });

  it("when twenty good challenges of the phone are verified at once, all are the same member", async () => {
    const phone = newPhone();
    const challenges = Array.from({ length: 20 }, (_, i) => `otp_race_${i}`);
    // Without the index that keeps a phone to one live challenge, only the member's own key is left to hold.
    await db().execute(sql`drop index otp_live`);
    const expiresAt = sql`now() + interval '5 minutes'`;
    await db()
      .insert(otpChallenges)
      .values(
        challenges.map((id) => ({ merchantId, id, phone, codeHash: otpHash(id, "123456"), expiresAt })),
      );
    const results = await Promise.all(challenges.map((id) => type(id, "123456")));
    const memberIds = new Set(results.map((result) => (result.ok ? result.value.memberId : "refused")));
    expect(memberIds.size).toBe(1);
    expect(results.filter((result) => result.ok && result.value.isNew)).toHaveLength(1);
  });

  it("in each merchant on its own", async () => {
    const phone = newPhone();
    const other = visitorOf(await newMerchant());
    const here = await sent(phone);
    await forgetPause(phone);
    const there = await sent(phone, other);
    const a = await type(here.challengeId, here.code);
    const b = await type(there.challengeId, there.code, other);
    expect(a.ok && b.ok && a.value.memberId !== b.value.memberId).toBe(true);
  });
});

describe("sending codes", () => {
  it("waits a minute between two and stops after three in ten minutes", async () => {
    const phone = newPhone();
    expect((await send(phone)).ok).toBe(true);
    expect(codeOf(await send(phone))).toBe("too_many_codes");
    for (let more = 1; more < OTP_SEND_LIMITS.phone.limit; more++) {
      await forgetPause(phone);
      expect((await send(phone)).ok).toBe(true);
    }
    await forgetPause(phone);
    expect(codeOf(await send(phone))).toBe("too_many_codes");
  });

  it("sends one message when ten ask at once", async () => {
    const phone = newPhone();
    const results = await Promise.all(Array.from({ length: 10 }, () => send(phone)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await db().select().from(messages).where(eq(messages.recipient, phone))).toHaveLength(1);
  });

  it("stops an address, and an IPv6 network, that asks for phone after phone", async () => {
    const within = (host: number) => `2001:db8:9::${host.toString(16)}`;
    for (let i = 0; i < OTP_SEND_LIMITS.address.limit; i++) {
      expect((await send(newPhone(), visitor, within(i))).ok).toBe(true);
    }
    expect(codeOf(await send(newPhone(), visitor, within(99)))).toBe("too_many_codes");
  });

  it("answers alike whether the phone is a member's or not", async () => {
    const known = newPhone();
    const { challengeId, code } = await sent(known);
    await type(challengeId, code);
    await forgetPause(known);
    const [a, b] = [await send(known), await send(newPhone())];
    expect(Object.keys(a)).toEqual(Object.keys(b));
    expect(a.ok && b.ok).toBe(true);
  });
});

describe("a member's sign-in", () => {
  it("ends alone, or everywhere when asked", async () => {
    const phone = newPhone();
    const sessions: string[] = [];
    let scope = visitor;
    for (let i = 0; i < 3; i++) {
      await forgetPause(phone);
      const { challengeId, code } = await sent(phone);
      const result = await type(challengeId, code);
      if (!result.ok) throw new Error("refused");
      sessions.push(result.value.sessionId);
      scope = memberScopeOf(visitor, result.value.memberId);
    }
    const open = async () =>
      (
        await db()
          .select({ id: memberSessions.id })
          .from(memberSessions)
          .where(and(eq(memberSessions.memberId, scope.actor.id ?? ""), sql`ended_at is null`))
      ).length;
    await endMemberSession(scope, sessions[0] ?? "");
    expect(await open()).toBe(2);
    await endMemberSession(scope, null);
    expect(await open()).toBe(0);
  });
});
