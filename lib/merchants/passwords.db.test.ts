import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { staffSessions } from "@/db/schema/merchants";
import { mails } from "@/db/schema/notifications";
import { passwordResets } from "@/db/schema/staff";
import { makeMerchant, makeStaff, next } from "@/db/seed/factories";
import { makeStaffSession } from "@/db/seed/test-sessions";
import { inTransaction } from "@/db/transaction";
import { changePassword } from "@/lib/merchants/change-password";
import { requestReset } from "@/lib/merchants/request-reset";
import { isResetGood, resetPassword } from "@/lib/merchants/reset-password";
import { signInStaff } from "@/lib/merchants/sign-in-staff";
import { hashPassword } from "@/lib/platform/crypto";
import { openMail } from "@/lib/platform/mail";

const password = "a few words in a row";
const fresh = "quite other words now";
let passwordHash: string;
const browser = { userAgent: "test", requestId: "test", previous: null };
const address = () => `10.7.${next() % 250}.${next() % 250}`;
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? "done";

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

async function newPerson() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const email = `reset${next()}@example.com`;
    const staffId = await makeStaff(tx, merchantId, { role: "marketer", email, passwordHash });
    return { merchantId, email, staffId, sessionId: await makeStaffSession(tx, staffId) };
  });
}

const ask = (email: string, from = address()) =>
  requestReset({
    email,
    address: from,
    requestId: "test",
    words: async ({ token }) => ({ subject: "Reset", body: token }),
  });

async function tokensFor(email: string): Promise<string[]> {
  const rows = await db().select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.id);
  return rows.map((row) => openMail(row.body));
}

const openSessions = (staffId: string) =>
  db()
    .select({ id: staffSessions.id })
    .from(staffSessions)
    .where(and(eq(staffSessions.staffId, staffId), isNull(staffSessions.endedAt)));

const signIn = (email: string, typed: string) =>
  signInStaff({ ...browser, email, password: typed, address: address() });

describe("a link to reset a password", () => {
  it("sets it once, ends every sign-in, and lets the new one alone in", async () => {
    const { email, staffId } = await newPerson();
    await ask(email);
    const [token = ""] = await tokensFor(email);
    expect(await isResetGood(token)).toBe(true);
    expect(codeOf(await resetPassword({ token, password: fresh, requestId: "test" }))).toBe("done");
    expect(await openSessions(staffId)).toEqual([]);
    expect(codeOf(await signIn(email, password))).toBe("sign_in_failed");
    expect(codeOf(await signIn(email, fresh))).toBe("done");
    expect(await isResetGood(token)).toBe(false);
    expect(codeOf(await resetPassword({ token, password: "once more with it", requestId: "test" }))).toBe(
      "reset_over",
    );
  });

  it("is good for one of many who use it at once", async () => {
    const { email } = await newPerson();
    await ask(email);
    const [token = ""] = await tokensFor(email);
    const tries = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        resetPassword({ token, password: `words number ${i}`, requestId: "test" }),
      ),
    );
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    const winner = tries.findIndex((one) => one.ok);
    expect(codeOf(await signIn(email, `words number ${winner}`))).toBe("done");
  });

  it("is over after an hour, once a newer one was sent, and once the password was changed", async () => {
    const { email, staffId } = await newPerson();
    await ask(email);
    await ask(email);
    const [first = "", second = ""] = await tokensFor(email);
    expect([await isResetGood(first), await isResetGood(second)]).toEqual([false, true]);
    await changePassword({ ...browser, staffId, current: password, next: fresh });
    expect(await isResetGood(second)).toBe(false);
    await ask(email);
    const third = (await tokensFor(email)).at(-1) ?? "";
    expect(await isResetGood(third)).toBe(true);
    await db()
      .update(passwordResets)
      .set({ expiresAt: new Date() })
      .where(eq(passwordResets.staffId, staffId));
    expect(await isResetGood(third)).toBe(false);
  });

  it("is sent to nobody unknown, and at most three times an hour to one address, without a word about it", async () => {
    const { email } = await newPerson();
    for (let i = 0; i < 5; i++) expect(await ask(email)).toBeUndefined();
    expect(await tokensFor(email)).toHaveLength(3);
    expect(await ask("nobody-at-all@example.com")).toBeUndefined();
    expect(await tokensFor("nobody-at-all@example.com")).toEqual([]);
  });

  it("does not take a weak password, and stays good then", async () => {
    const { email } = await newPerson();
    await ask(email);
    const [token = ""] = await tokensFor(email);
    expect(codeOf(await resetPassword({ token, password: "qwertyuiop", requestId: "test" }))).toBe(
      "password_common",
    );
    expect(await isResetGood(token)).toBe(true);
  });
});

describe("changing a password", () => {
  it("takes the present one, ends every sign-in and opens a new one here (S-7, S-8)", async () => {
    const { email, staffId, sessionId } = await newPerson();
    await inTransaction((tx) => makeStaffSession(tx, staffId));
    const previous = { sessionId, staffId };
    const wrong = await changePassword({
      ...browser,
      previous,
      staffId,
      current: "not it at all",
      next: fresh,
    });
    expect(codeOf(wrong)).toBe("wrong_password");
    const done = await changePassword({ ...browser, previous, staffId, current: password, next: fresh });
    if (!done.ok) throw new Error(done.refusal.code);
    expect(await openSessions(staffId)).toEqual([{ id: done.value.sessionId }]);
    expect(done.value.sessionId).not.toBe(sessionId);
    expect(codeOf(await signIn(email, fresh))).toBe("done");
  });

  it("is done by one of two who change the same one at once", async () => {
    const { staffId } = await newPerson();
    const change = (word: string) =>
      changePassword({ ...browser, staffId, current: password, next: `${word} in a row` });
    const tries = await Promise.all([change("apples"), change("pears"), change("plums")]);
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
  });

  it("does not take the present one again, nor one that anybody would try", async () => {
    const { staffId } = await newPerson();
    const change = (word: string) => changePassword({ ...browser, staffId, current: password, next: word });
    expect(codeOf(await change(password))).toBe("password_same");
    expect(codeOf(await change("12345678"))).toBe("password_common");
  });
});
