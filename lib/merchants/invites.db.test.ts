import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries, staff, staffRoles, staffSessions, staffStores } from "@/db/schema/merchants";
import { mails } from "@/db/schema/notifications";
import { staffInvites } from "@/db/schema/staff";
import { freshRequestId, makeMerchant, makeStaff, makeStore, next, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { acceptInvite, joinMerchant } from "@/lib/merchants/accept-invite";
import { changeStaffState } from "@/lib/merchants/change-staff";
import { findInvite } from "@/lib/merchants/find-invite";
import { inviteStaff } from "@/lib/merchants/invite-staff";
import { listInvites } from "@/lib/merchants/queries/staff";
import { resendInvite } from "@/lib/merchants/resend-invite";
import { revokeInvite } from "@/lib/merchants/revoke-invite";
import { staffInviteSchema } from "@/lib/merchants/schema";
import { openMail } from "@/lib/platform/mail";

let merchantId: string;
let storeId: string;
const scope = () => testScope(merchantId);
const browser = { userAgent: "test", requestId: "test", previous: null };
const password = "a few words in a row";
const address = () => `new${next()}@example.com`;
const words = async (token: string) => ({ subject: "Invite", body: `Open ${token}` });

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx, { name: "Ours" });
    storeId = await makeStore(tx, merchantId);
  });
});
// The limit on mails an hour is one for the merchant; each test has its own.
beforeEach(async () => {
  merchantId = await inTransaction((tx) => makeMerchant(tx));
  storeId = await inTransaction((tx) => makeStore(tx, merchantId));
});

async function invite(email: string, post: object = { role: "marketer", storeIds: [] }) {
  const request = { requestId: freshRequestId(), invite: staffInviteSchema.parse({ email, ...post }), words };
  return await inviteStaff(scope(), request);
}

/** The newest link mailed to an address. */
async function tokenFor(email: string): Promise<string> {
  const rows = await db().select().from(mails).where(eq(mails.recipient, email)).orderBy(mails.id);
  return openMail(rows.at(-1)?.body ?? "").replace("Open ", "");
}

const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? "done";

describe("an invite", () => {
  it("goes by mail, which is stored sealed, and makes an account with the role and stores it names", async () => {
    const email = address();
    expect(codeOf(await invite(email, { role: "cashier", storeIds: [storeId] }))).toBe("done");
    const [mail] = await db().select().from(mails).where(eq(mails.recipient, email));
    const token = await tokenFor(email);
    expect(mail?.body).not.toContain(token);
    expect(await findInvite(token)).toMatchObject({
      ok: true,
      value: { email, role: "cashier", hasAccount: false },
    });
    const joined = await acceptInvite({ ...browser, token, name: "Amy", password });
    if (!joined.ok) throw new Error(joined.refusal.code);
    const { staffId, sessionId } = joined.value;
    expect(await db().select().from(staffRoles).where(eq(staffRoles.staffId, staffId))).toMatchObject([
      { merchantId, role: "cashier", deactivatedAt: null },
    ]);
    expect(await db().select().from(staffStores).where(eq(staffStores.staffId, staffId))).toMatchObject([
      { storeId },
    ]);
    expect(await db().select().from(staffSessions).where(eq(staffSessions.id, sessionId))).toMatchObject([
      { staffId, endedAt: null },
    ]);
    const log = await db().select().from(auditEntries).where(eq(auditEntries.merchantId, merchantId));
    expect(log.map((row) => row.action).sort()).toEqual(["staff.invite", "staff.join", "staff.sign_in"]);
  });

  it("makes one account however many open its link at once", async () => {
    const email = address();
    await invite(email);
    const token = await tokenFor(email);
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, i) => acceptInvite({ ...browser, token, name: `Amy ${i}`, password })),
    );
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect(new Set(tries.filter((one) => !one.ok).map(codeOf))).toEqual(new Set(["invite_used"]));
    expect(await db().select().from(staff).where(eq(staff.email, email))).toHaveLength(1);
  });

  it("is worth nothing once used, taken back, expired, or sent again under another link", async () => {
    const email = address();
    const made = await invite(email);
    const id = made.ok ? made.value.id : "";
    const first = await tokenFor(email);
    await resendInvite(scope(), { requestId: freshRequestId(), inviteId: id, words: async () => words });
    expect(codeOf(await acceptInvite({ ...browser, token: first, name: "Amy", password }))).toBe(
      "invite_unknown",
    );
    const second = await tokenFor(email);
    await db().update(staffInvites).set({ expiresAt: new Date() }).where(eq(staffInvites.id, id));
    expect(codeOf(await findInvite(second))).toBe("invite_expired");
    await resendInvite(scope(), { requestId: freshRequestId(), inviteId: id, words: async () => words });
    const third = await tokenFor(email);
    expect(codeOf(await findInvite(third))).toBe("done");
    await revokeInvite(scope(), { requestId: freshRequestId(), inviteId: id });
    expect(codeOf(await acceptInvite({ ...browser, token: third, name: "Amy", password }))).toBe(
      "invite_revoked",
    );
    for (const made of [`${third}x`, third.replace(/.$/, "A"), "inv_x.y", ""]) {
      expect(codeOf(await findInvite(made)), made).toMatch(/invite_(unknown|revoked)/);
    }
  });

  it("is used or taken back, never both", async () => {
    for (let round = 0; round < 5; round++) {
      const email = address();
      const made = await invite(email);
      const inviteId = made.ok ? made.value.id : "";
      const token = await tokenFor(email);
      const [joined, revoked] = await Promise.all([
        acceptInvite({ ...browser, token, name: "Amy", password }),
        revokeInvite(scope(), { requestId: freshRequestId(), inviteId }),
      ]);
      expect([joined.ok, revoked.ok].filter(Boolean)).toHaveLength(1);
      const people = await db().select().from(staff).where(eq(staff.email, email));
      expect(people).toHaveLength(joined.ok ? 1 : 0);
    }
  });

  it("is open once for an address, however often it is asked for", async () => {
    const email = address();
    const asked = await Promise.all(Array.from({ length: 5 }, () => invite(email)));
    expect(asked.filter((one) => one.ok)).toHaveLength(1);
    expect(asked.filter((one) => !one.ok).map(codeOf)).toEqual(Array(4).fill("invited_already"));
    expect(await listInvites(scope())).toHaveLength(1);
    expect(codeOf(await invite(` ${email.toUpperCase()} `))).toBe("invited_already");
  });

  it("is not for who works here, nor for stores that are not ours or closed", async () => {
    const email = address();
    await inTransaction((tx) => makeStaff(tx, merchantId, { role: "analyst", email }));
    expect(codeOf(await invite(email))).toBe("works_here");
    const other = await inTransaction(async (tx) => makeStore(tx, await makeMerchant(tx)));
    expect(codeOf(await invite(address(), { role: "cashier", storeIds: [other] }))).toBe("store_unknown");
    expect(staffInviteSchema.safeParse({ email, role: "cashier", storeIds: [] }).success).toBe(false);
  });

  it("does not take a weak password, and stays open then", async () => {
    const email = address();
    await invite(email);
    const token = await tokenFor(email);
    for (const [weak, code] of [
      ["short", "password_short"],
      ["password123", "password_common"],
      [email, "password_personal"],
    ] as const) {
      expect(codeOf(await acceptInvite({ ...browser, token, name: "Amy", password: weak }))).toBe(code);
    }
    expect(codeOf(await findInvite(token))).toBe("done");
  });
});

describe("an invite of somebody with an account", () => {
  async function elsewhere(email: string) {
    return await inTransaction(async (tx) =>
      makeStaff(tx, await makeMerchant(tx), { role: "marketer", email }),
    );
  }

  it("is joined with it alone, and no second account can be made", async () => {
    const email = address();
    const staffId = await elsewhere(email);
    await invite(email);
    const token = await tokenFor(email);
    expect(codeOf(await acceptInvite({ ...browser, token, name: "Not Amy", password }))).toBe(
      "sign_in_to_join",
    );
    const stranger = await elsewhere(address());
    expect(codeOf(await joinMerchant({ ...browser, token, staffId: stranger }))).toBe("invite_for_other");
    const joined = await joinMerchant({ ...browser, token, staffId });
    expect(codeOf(joined)).toBe("done");
    expect(codeOf(await joinMerchant({ ...browser, token, staffId }))).toBe("invite_used");
  });

  it("renews the session, since it may do more now (S-7)", async () => {
    const email = address();
    const staffId = await elsewhere(email);
    await invite(email);
    const sessionId = "ses_0000000000000000000000000";
    await db()
      .insert(staffSessions)
      .values({ id: sessionId, staffId, expiresAt: new Date(Date.now() + 60_000) });
    const token = await tokenFor(email);
    const joined = await joinMerchant({ ...browser, previous: { sessionId, staffId }, token, staffId });
    const open = await db()
      .select({ id: staffSessions.id })
      .from(staffSessions)
      .where(and(eq(staffSessions.staffId, staffId), isNull(staffSessions.endedAt)));
    expect(open).toEqual([{ id: joined.ok ? joined.value.sessionId : "" }]);
    expect(open[0]?.id).not.toBe(sessionId);
  });

  it("gives somebody who was deactivated the role of the invite", async () => {
    const email = address();
    const staffId = await inTransaction((tx) => makeStaff(tx, merchantId, { role: "analyst", email }));
    await changeStaffState(scope(), { requestId: freshRequestId(), staffId, change: "deactivate" });
    expect(codeOf(await invite(email, { role: "finance", storeIds: [] }))).toBe("done");
    expect(codeOf(await joinMerchant({ ...browser, token: await tokenFor(email), staffId }))).toBe("done");
    expect(await db().select().from(staffRoles).where(eq(staffRoles.staffId, staffId))).toMatchObject([
      { role: "finance", deactivatedAt: null },
    ]);
  });
});
