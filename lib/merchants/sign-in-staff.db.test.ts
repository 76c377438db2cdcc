import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries, staffSessions } from "@/db/schema/merchants";
import { makeMerchant, makeStaff } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { endSession } from "@/lib/merchants/end-session";
import { SIGN_IN_LIMITS, type SignInRequest, signInStaff } from "@/lib/merchants/sign-in-staff";
import { hashPassword } from "@/lib/platform/crypto";

const password = "correct horse battery";
let passwordHash = "";
let staffId = "";
let merchantIds: string[] = [];
let people = 0;

async function newPerson() {
  const email = `person${++people}@example.com`;
  return await inTransaction(async (tx) => {
    const first = await makeMerchant(tx);
    const id = await makeStaff(tx, first, { role: "marketer", email, passwordHash });
    return { id, email, merchantId: first };
  });
}

const request = (email: string, more: Partial<SignInRequest> = {}): SignInRequest => ({
  email,
  password,
  address: `10.1.${people}.1`,
  userAgent: "test",
  requestId: "test",
  previous: null,
  ...more,
});

/** The session of a sign-in that was done. */
const sessionOf = (result: Awaited<ReturnType<typeof signInStaff>>) =>
  result.ok && result.value.step === "done" ? result.value.sessionId : "";
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code;
const openSessions = (id: string) =>
  db()
    .select({ id: staffSessions.id })
    .from(staffSessions)
    .where(and(eq(staffSessions.staffId, id), isNull(staffSessions.endedAt)));

beforeAll(async () => {
  passwordHash = await hashPassword(password);
  const person = await newPerson();
  staffId = person.id;
  merchantIds = [person.merchantId];
});

describe("a staff sign-in", () => {
  it("makes a session that is new each time and is in the audit log of the merchant", async () => {
    const a = await signInStaff(request("person1@example.com"));
    const b = await signInStaff(request("person1@example.com"));
    expect(sessionOf(a)).toMatch(/^ses_/);
    expect(sessionOf(b)).toMatch(/^ses_/);
    expect(sessionOf(a)).not.toBe(sessionOf(b));
    const rows = await db()
      .select()
      .from(auditEntries)
      .where(
        and(eq(auditEntries.merchantId, merchantIds[0] ?? ""), eq(auditEntries.action, "staff.sign_in")),
      );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ actorType: "staff", actorId: staffId, objectId: staffId });
  });

  it("ends the one this browser had before", async () => {
    const { email, id } = await newPerson();
    const first = await signInStaff(request(email));
    const previous = { sessionId: sessionOf(first), staffId: id };
    const second = await signInStaff(request(email, { previous }));
    expect(await openSessions(id)).toEqual([{ id: sessionOf(second) }]);
  });

  it("says the same to a wrong password and to an unknown address, and takes as long", async () => {
    const { email } = await newPerson();
    const time = async (work: () => Promise<unknown>) => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    };
    const wrong: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 9; i++) {
      wrong.push(await time(() => signInStaff(request(email, { password: "no" }))));
      unknown.push(await time(() => signInStaff(request(`nobody${i}@example.com`, { password: "no" }))));
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[4] ?? 0;
    const [a, b] = [median(wrong), median(unknown)];
    expect(Math.abs(a - b)).toBeLessThan(Math.max(20, a / 2));
    const refused = await signInStaff(request(email, { password: "no", address: "10.2.0.1" }));
    expect(refused).toEqual(await signInStaff(request("nobody@example.com", { address: "10.2.0.1" })));
  });

  it("stops guessing at one person after ten wrong tries, from however many addresses, and says until when", async () => {
    const { email } = await newPerson();
    for (let i = 0; i < SIGN_IN_LIMITS.user.limit; i++) {
      const guess = request(email, { password: `guess ${i}`, address: `10.3.0.${i}` });
      expect(codeOf(await signInStaff(guess))).toBe("sign_in_failed");
    }
    const right = await signInStaff(request(email, { address: "10.3.1.1" }));
    expect(codeOf(right)).toBe("too_many_sign_ins");
    expect(right.ok ? "" : right.refusal.params?.until).toMatch(/Z$/);
  });

  it("stops one address, and one IPv6 network, after thirty wrong tries, at however many people", async () => {
    const within = (host: number) => `2001:db8:4::${host.toString(16)}`;
    for (let i = 0; i < SIGN_IN_LIMITS.address.limit; i++) {
      const guess = request(`somebody${i}@example.com`, { address: within(i) });
      expect(codeOf(await signInStaff(guess))).toBe("sign_in_failed");
    }
    const { email } = await newPerson();
    expect(codeOf(await signInStaff(request(email, { address: within(99) })))).toBe("too_many_sign_ins");
    expect((await signInStaff(request(email, { address: "2001:db8:4:1::1" }))).ok).toBe(true);
  });

  it("lets through no more than ten of forty parallel guesses", async () => {
    const { email } = await newPerson();
    const guesses = Array.from({ length: 40 }, (_, i) =>
      signInStaff(request(email, { password: `guess ${i}`, address: `10.5.0.${i}` })),
    );
    const codes = (await Promise.all(guesses)).map(codeOf);
    expect(codes.filter((code) => code === "sign_in_failed")).toHaveLength(SIGN_IN_LIMITS.user.limit);
  });

  it("does not count right passwords", async () => {
    const { email } = await newPerson();
    for (let i = 0; i < SIGN_IN_LIMITS.user.limit + 2; i++) {
      expect((await signInStaff(request(email))).ok).toBe(true);
    }
  });
});

describe("signing out", () => {
  it("ends this sign-in alone, or every one the person has", async () => {
    const { email, id, merchantId } = await newPerson();
    const sessions: string[] = [];
    for (let i = 0; i < 3; i++) {
      sessions.push(sessionOf(await signInStaff(request(email))));
    }
    const sessionId = sessions[0] ?? "";
    await endSession({ staffId: id, sessionId, everywhere: false, requestId: "test" });
    expect(await openSessions(id)).toHaveLength(2);
    await endSession({ staffId: id, sessionId, everywhere: true, requestId: "test" });
    expect(await openSessions(id)).toHaveLength(0);
    const audit = await db().select().from(auditEntries).where(eq(auditEntries.merchantId, merchantId));
    const actions = audit.map((row) => row.action).filter((action) => action.startsWith("staff.sign_out"));
    expect(actions.sort()).toEqual(["staff.sign_out", "staff.sign_out_everywhere"]);
  });
});
