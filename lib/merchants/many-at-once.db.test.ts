import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries } from "@/db/schema/merchants";
import { mails } from "@/db/schema/notifications";
import { freshRequestId, makeMerchant, makeStaff, makeStore, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { changeManyStaff } from "@/lib/merchants/change-many-staff";
import { changeStaffState } from "@/lib/merchants/change-staff";
import { changeStoreState } from "@/lib/merchants/change-store-state";
import { changeStores } from "@/lib/merchants/change-stores";
import { inviteStaff } from "@/lib/merchants/invite-staff";
import { listStores } from "@/lib/merchants/queries";
import { listInvites, listStaff } from "@/lib/merchants/queries/staff";
import { resendInvites } from "@/lib/merchants/resend-invites";
import { revokeInvite } from "@/lib/merchants/revoke-invite";
import { staffInviteSchema } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import type { EachOutcome, Named } from "@/lib/platform/each-one";

let merchantId: string;
let adminId: string;
let scope: Scope;
const named = (...ids: string[]): Named[] => ids.map((id) => ({ id, name: "" }));
const reasons = ({ refused }: EachOutcome) => refused.map(({ id, refusal }) => [id, refusal.code]);
const audited = async (objectId: string) => {
  const own = and(eq(auditEntries.merchantId, merchantId), eq(auditEntries.objectId, objectId));
  const rows = await db().select({ action: auditEntries.action }).from(auditEntries).where(own);
  return rows.map(({ action }) => action);
};
const words = async (token: string) => ({ subject: "Invite", body: token });

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    adminId = await makeStaff(tx, merchantId, { role: "group_admin" });
  });
  scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id: adminId } });
});

describe("many stores at once", () => {
  it("are closed each by itself and once; one that is gone stops no other, and only those that were open are to be opened again", async () => {
    const [open, closed, other] = await inTransaction(async (tx) => [
      await makeStore(tx, merchantId, { name: "Open" }),
      await makeStore(tx, merchantId, { name: "Closed" }),
      await makeStore(tx, await makeMerchant(tx), { name: "Another's" }),
    ]);
    const one = { requestId: freshRequestId(), storeId: closed, change: "archive" } as const;
    await changeStoreState(scope, one);
    const change = "archive" as const;
    const request = { requestId: freshRequestId(), change, stores: named(open, closed, other) };
    const first = await changeStores(scope, request);
    if (!first.ok) throw new Error(first.refusal.code);
    expect(first.value).toMatchObject({ done: [open, closed], changed: [open] });
    expect(reasons(first.value)).toEqual([[other, "not_found"]]);
    expect(await changeStores(scope, request)).toEqual(first);
    expect(await audited(open)).toEqual(["store.archive"]);
    expect(await audited(closed)).toEqual(["store.archive"]);
    const names = async (ids?: string[]) =>
      (await listStores(scope, { status: ["archived"], ids })).rows.map(({ name }) => name);
    expect(await names()).toEqual(["Closed", "Open"]);
    expect(await names([closed, other])).toEqual(["Closed"]);
  });
});

describe("the access of many people at once", () => {
  it("ends each by itself, but not that of whoever asks, and only those it ended for are to get it back", async () => {
    const [cashier, gone, stranger] = await inTransaction(async (tx) => [
      await makeStaff(tx, merchantId, { role: "cashier" }),
      await makeStaff(tx, merchantId, { role: "marketer" }),
      await makeStaff(tx, await makeMerchant(tx), { role: "marketer" }),
    ]);
    const before = { requestId: freshRequestId(), staffId: gone, change: "deactivate" } as const;
    await changeStaffState(scope, before);
    const change = async (to: "deactivate" | "reactivate", ...ids: string[]) => {
      const came = await changeManyStaff(scope, {
        ...{ requestId: freshRequestId(), change: to, staff: named(...ids) },
      });
      if (!came.ok) throw new Error(came.refusal.code);
      return came.value;
    };
    const ended = await change("deactivate", adminId, cashier, gone, stranger);
    expect(ended).toMatchObject({ done: [cashier, gone], changed: [cashier] });
    expect(reasons(ended)).toEqual([
      [adminId, "yourself"],
      [stranger, "not_found"],
    ]);
    expect((await listStaff(scope)).rows.map(({ id }) => id)).toEqual([adminId]);
    const back = await change("reactivate", ...(ended.changed ?? []));
    expect(back).toMatchObject({ done: [cashier], changed: [cashier] });
    expect((await listStaff(scope, { status: "deactivated" })).rows.map(({ id }) => id)).toEqual([gone]);
  });
});

describe("many invites at once", () => {
  it("are sent again, each with a link of its own that is good for longer; one taken back is told and not sent", async () => {
    for (const email of ["one@example.com", "two@example.com", "three@example.com"]) {
      const invite = staffInviteSchema.parse({ email, role: "marketer", storeIds: [] });
      await inviteStaff(scope, { requestId: freshRequestId(), invite, words });
    }
    const open = await listInvites(scope);
    const ids = open.map(({ id }) => id);
    const taken = ids[0] ?? "";
    await revokeInvite(scope, { requestId: freshRequestId(), inviteId: taken });
    const request = { requestId: freshRequestId(), invites: named(...ids), words: async () => words };
    const sent = await resendInvites(scope, request);
    if (!sent.ok) throw new Error(sent.refusal.code);
    expect(sent.value.done).toEqual(ids.slice(1));
    expect(reasons(sent.value)).toEqual([[taken, "invite_revoked"]]);
    expect(await resendInvites(scope, request)).toEqual(sent);
    const ofMerchant = await db()
      .select({ to: mails.recipient })
      .from(mails)
      .where(eq(mails.merchantId, merchantId));
    expect(ofMerchant).toHaveLength(5);
    const tokens = new Set(open.map(({ token }) => token));
    expect((await listInvites(scope)).every(({ token }) => !tokens.has(token))).toBe(true);
  });

  it("count as the mails they are: sent again after an answer that was lost, they count no second time", async () => {
    for (let person = 0; person < 34; person++) {
      const email = `person-${person}@example.com`;
      const invite = staffInviteSchema.parse({ email, role: "marketer", storeIds: [] });
      await inviteStaff(scope, { requestId: freshRequestId(), invite, words });
    }
    const ids = (await listInvites(scope)).map(({ id }) => id);
    const request = { requestId: freshRequestId(), invites: named(...ids), words: async () => words };
    const sent = await resendInvites(scope, request);
    expect(sent).toMatchObject({ ok: true, value: { refused: [] } });
    expect(await resendInvites(scope, request)).toEqual(sent);
  });
});
