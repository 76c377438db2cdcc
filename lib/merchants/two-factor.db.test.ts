import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries, staffSessions } from "@/db/schema/merchants";
import { recoveryCodes, staffTotp } from "@/db/schema/staff";
import { freshRequestId, makeMerchant, makeStaff, next, testScope } from "@/db/seed/factories";
import { makeStaffSession } from "@/db/seed/test-sessions";
import { databaseNow, inTransaction } from "@/db/transaction";
import { dropTwoFactor, renewRecoveryCodes } from "@/lib/merchants/change-two-factor";
import { editMerchant } from "@/lib/merchants/edit-merchant";
import { enrolTwoFactor, offeredSecret } from "@/lib/merchants/enrol-two-factor";
import { finishSignIn, SECOND_STEP_LIMITS } from "@/lib/merchants/finish-sign-in";
import { resetTwoFactor } from "@/lib/merchants/reset-two-factor";
import { signInStaff } from "@/lib/merchants/sign-in-staff";
import { demandingMerchant } from "@/lib/platform/auth/gates";
import { hashPassword } from "@/lib/platform/crypto";
import { codeAt, stepAt } from "@/lib/platform/totp";

const password = "a few words in a row";
let passwordHash: string;
const browser = { userAgent: "test", requestId: "test", previous: null };
const address = () => `10.9.${next() % 250}.${next() % 250}`;
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? "done";
const stepNow = async () => stepAt(await inTransaction((tx) => databaseNow(tx)));

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

/** A person with a session, at a merchant of their own. */
async function newPerson(role: "group_admin" | "marketer" = "group_admin", required = false) {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { requireTwoFactor: required });
    const email = `factor${next()}@example.com`;
    const staffId = await makeStaff(tx, merchantId, { role, email, passwordHash });
    return { merchantId, email, staffId, sessionId: await makeStaffSession(tx, staffId) };
  });
}

/** A person who has set it up, with the step their first code was of. */
async function enrolled(role: "group_admin" | "marketer" = "group_admin", required = false) {
  const person = await newPerson(role, required);
  const secret = offeredSecret(person.staffId, person.sessionId);
  const step = (await stepNow()) - 1;
  const made = await enrolTwoFactor({ ...browser, ...person, code: codeAt(secret, step) });
  if (!made.ok) throw new Error(made.refusal.code);
  return { ...person, secret, step, ...made.value };
}

async function pending(email: string) {
  const first = await signInStaff({ ...browser, email, password, address: address() });
  if (!first.ok || first.value.step !== "code") throw new Error("no code was asked for");
  return first.value;
}

const finish = async (email: string, code: string) =>
  await finishSignIn({ ...browser, ...(await pending(email)), code, address: address() });

describe("setting up a second factor", () => {
  it("takes a code of the offered secret, stores it sealed, and gives ten recovery codes that are stored as hashes", async () => {
    const person = await newPerson();
    const secret = offeredSecret(person.staffId, person.sessionId);
    const wrong = await enrolTwoFactor({ ...browser, ...person, code: "000000" });
    expect(codeOf(wrong)).toBe("wrong_second_code");
    const made = await enrolTwoFactor({ ...browser, ...person, code: codeAt(secret, await stepNow()) });
    if (!made.ok) throw new Error(made.refusal.code);
    const [row] = await db().select().from(staffTotp).where(eq(staffTotp.staffId, person.staffId));
    expect(row?.secret).not.toContain(secret.toString("base64url"));
    const codes = await db().select().from(recoveryCodes).where(eq(recoveryCodes.staffId, person.staffId));
    expect(new Set(made.value.recoveryCodes).size).toBe(10);
    expect(codes).toHaveLength(10);
    const stored = JSON.stringify(codes);
    for (const code of made.value.recoveryCodes) expect(stored).not.toContain(code);
  });

  it("ends every other sign-in and renews this one, so that whoever is in has shown it", async () => {
    const person = await newPerson();
    await inTransaction((tx) => makeStaffSession(tx, person.staffId));
    const secret = offeredSecret(person.staffId, person.sessionId);
    const made = await enrolTwoFactor({ ...browser, ...person, code: codeAt(secret, await stepNow()) });
    const open = await db()
      .select({ id: staffSessions.id })
      .from(staffSessions)
      .where(and(eq(staffSessions.staffId, person.staffId), isNull(staffSessions.endedAt)));
    expect(open).toEqual([{ id: made.ok ? made.value.sessionId : "" }]);
    expect(open[0]?.id).not.toBe(person.sessionId);
  });

  it("happens once, whoever confirms it twice at once", async () => {
    const person = await newPerson();
    const code = codeAt(offeredSecret(person.staffId, person.sessionId), await stepNow());
    const tries = await Promise.all([1, 2, 3, 4].map(() => enrolTwoFactor({ ...browser, ...person, code })));
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect(
      await db().select().from(recoveryCodes).where(eq(recoveryCodes.staffId, person.staffId)),
    ).toHaveLength(10);
  });
});

describe("the second step of a sign-in", () => {
  it("is asked of who has a second factor, and no session exists before it", async () => {
    const person = await enrolled();
    const before = await db().select().from(staffSessions).where(eq(staffSessions.staffId, person.staffId));
    await pending(person.email);
    const after = await db().select().from(staffSessions).where(eq(staffSessions.staffId, person.staffId));
    expect(after).toHaveLength(before.length);
    expect(codeOf(await finish(person.email, codeAt(person.secret, person.step + 1)))).toBe("done");
  });

  it("lets one of twenty in that bring the same code at once, and nobody later", async () => {
    const person = await enrolled();
    const step = await pending(person.email);
    const code = codeAt(person.secret, person.step + 1);
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => finishSignIn({ ...browser, ...step, code, address: address() })),
    );
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect(codeOf(await finish(person.email, code))).toBe("wrong_second_code");
    // A code before the one that was taken is refused, too.
    expect(codeOf(await finish(person.email, codeAt(person.secret, person.step)))).toBe("wrong_second_code");
  });

  it("takes each recovery code once, in whatever case and grouping, and says so in the log", async () => {
    const person = await enrolled();
    const [code = ""] = person.recoveryCodes;
    const step = await pending(person.email);
    const typed = code.toUpperCase().replace("-", " ");
    const tries = await Promise.all(
      [1, 2, 3, 4].map(() => finishSignIn({ ...browser, ...step, code: typed, address: address() })),
    );
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect(codeOf(await finish(person.email, code))).toBe("wrong_second_code");
    const log = await db()
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.merchantId, person.merchantId),
          eq(auditEntries.action, "staff.sign_in_by_recovery"),
        ),
      );
    expect(log).toHaveLength(1);
  });

  it("stops guessing after ten wrong codes, from however many places at once", async () => {
    const person = await enrolled();
    const step = await pending(person.email);
    const guesses = await Promise.all(
      Array.from({ length: 25 }, (_, i) =>
        finishSignIn({ ...browser, ...step, code: String(100_000 + i), address: `10.8.1.${i}` }),
      ),
    );
    expect(guesses.map(codeOf).filter((code) => code === "wrong_second_code")).toHaveLength(
      SECOND_STEP_LIMITS.user.limit,
    );
    const right = await finishSignIn({
      ...browser,
      ...step,
      code: codeAt(person.secret, person.step + 1),
      address: address(),
    });
    expect(codeOf(right)).toBe("too_many_sign_ins");
  });

  it("is over when the password was changed since the first step", async () => {
    const person = await enrolled();
    const step = { ...(await pending(person.email)), mark: "another password" };
    const code = codeAt(person.secret, person.step + 1);
    expect(codeOf(await finishSignIn({ ...browser, ...step, code, address: address() }))).toBe(
      "sign_in_over",
    );
  });
});

describe("a second factor", () => {
  it("changes its recovery codes and goes only for who shows a code", async () => {
    const person = await enrolled();
    const request = { staffId: person.staffId, requestId: "test" };
    expect(codeOf(await renewRecoveryCodes({ ...request, code: "000000" }))).toBe("wrong_second_code");
    const renewed = await renewRecoveryCodes({ ...request, code: codeAt(person.secret, person.step + 1) });
    if (!renewed.ok) throw new Error(renewed.refusal.code);
    expect(codeOf(await dropTwoFactor({ ...request, code: person.recoveryCodes[1] ?? "" }))).toBe(
      "wrong_second_code",
    );
    expect(codeOf(await dropTwoFactor({ ...request, code: renewed.value.recoveryCodes[0] ?? "" }))).toBe(
      "done",
    );
    const plain = await signInStaff({ ...browser, email: person.email, password, address: address() });
    expect(plain).toMatchObject({ ok: true, value: { step: "done" } });
  });

  it("stays while a merchant asks the person's role for it (S-10)", async () => {
    const admin = await enrolled("group_admin", true);
    expect(await demandingMerchant(admin.staffId)).not.toBeNull();
    const code = admin.recoveryCodes[0] ?? "";
    expect(codeOf(await dropTwoFactor({ staffId: admin.staffId, requestId: "test", code }))).toBe(
      "two_factor_required",
    );
    const marketer = await enrolled("marketer", true);
    expect(await demandingMerchant(marketer.staffId)).toBeNull();
    const own = marketer.recoveryCodes[0] ?? "";
    expect(codeOf(await dropTwoFactor({ staffId: marketer.staffId, requestId: "test", code: own }))).toBe(
      "done",
    );
  });

  it("is taken away by a group admin from who lost it, never from themselves nor from who works elsewhere, too", async () => {
    const person = await enrolled("marketer");
    const scope = testScope(person.merchantId);
    const own = testScope(person.merchantId, "group_admin", { actor: { type: "staff", id: person.staffId } });
    const ask = (by: typeof scope) =>
      resetTwoFactor(by, { requestId: freshRequestId(), staffId: person.staffId });
    expect(codeOf(await ask(own))).toBe("not_yourself");
    expect(codeOf(await ask(scope))).toBe("done");
    expect(codeOf(await ask(scope))).toBe("two_factor_off");
    const open = await db()
      .select()
      .from(staffSessions)
      .where(and(eq(staffSessions.staffId, person.staffId), isNull(staffSessions.endedAt)));
    expect(open).toEqual([]);
  });

  it("is asked of others only by who has one", async () => {
    const admin = await newPerson("group_admin");
    const scope = testScope(admin.merchantId, "group_admin", { actor: { type: "staff", id: admin.staffId } });
    const merchant = { name: "Ours", currency: "HKD", timeZone: "Asia/Hong_Kong", locale: "en" as const };
    const ask = () =>
      editMerchant(scope, {
        requestId: freshRequestId(),
        revision: 1,
        merchant: { ...merchant, requireTwoFactor: true },
      });
    expect(codeOf(await ask())).toBe("two_factor_first");
    const code = codeAt(offeredSecret(admin.staffId, admin.sessionId), await stepNow());
    await enrolTwoFactor({ ...browser, ...admin, code });
    expect(codeOf(await ask())).toBe("done");
  });
});
