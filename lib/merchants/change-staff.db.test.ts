import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries, staffRoles, staffSessions } from "@/db/schema/merchants";
import { freshRequestId, makeMerchant, makeStaff, makeStore, testScope } from "@/db/seed/factories";
import { makeStaffSession } from "@/db/seed/test-sessions";
import { inTransaction } from "@/db/transaction";
import { changeStaff, changeStaffState } from "@/lib/merchants/change-staff";
import { countAccessRequests, getStaff, listAccessRequests } from "@/lib/merchants/queries/staff";
import { declineAccess, requestAccess } from "@/lib/merchants/request-access";
import { postRevision } from "@/lib/merchants/schema";
import { staffMerchants } from "@/lib/platform/auth/gates";
import type { Role } from "@/lib/platform/auth/scope";

let merchantId: string;
let admins: [string, string];
const by = (staffId: string, role: Role = "group_admin") =>
  testScope(merchantId, role, { actor: { type: "staff", id: staffId } });
const codeOf = (result: { ok: boolean; refusal?: { code: string } }) => result.refusal?.code ?? "done";
const change = async (
  scope: ReturnType<typeof by>,
  staffId: string,
  role: Role,
  storeIds: string[] = [],
  seen?: string,
) => {
  const requestId = freshRequestId();
  const revision = seen ?? (await revisionOf(staffId));
  return await changeStaff(scope, { requestId, staffId, revision, post: { role, storeIds } });
};
const revisionOf = async (staffId: string) => {
  const person = await getStaff(testScope(merchantId), staffId);
  if (!person) throw new Error("nobody");
  return postRevision({ role: person.role, storeIds: person.stores.map(({ id }) => id) });
};
const state = (scope: ReturnType<typeof by>, staffId: string, to: "deactivate" | "reactivate") =>
  changeStaffState(scope, { requestId: freshRequestId(), staffId, change: to });

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    admins = [
      await makeStaff(tx, merchantId, { role: "group_admin" }),
      await makeStaff(tx, merchantId, { role: "group_admin" }),
    ];
  });
});

async function activeAdmins() {
  const rows = await db()
    .select({ id: staffRoles.staffId })
    .from(staffRoles)
    .where(
      and(
        eq(staffRoles.merchantId, merchantId),
        eq(staffRoles.role, "group_admin"),
        isNull(staffRoles.deactivatedAt),
      ),
    );
  return rows.length;
}

describe("the group admins of a merchant", () => {
  it("are never none: of two who take each other away at once, one is refused", async () => {
    for (let round = 0; round < 6; round++) {
      const [a, b] = admins;
      const tries = await Promise.all([
        round % 2 ? change(by(a), b, "marketer") : state(by(a), b, "deactivate"),
        change(by(b), a, "analyst"),
      ]);
      expect(tries.map(codeOf).sort()).toEqual(["done", "last_admin"]);
      expect(await activeAdmins()).toBe(1);
      const left = by(a);
      for (const id of [a, b]) {
        await state(left, id, "reactivate");
        await change(left, id, "group_admin");
      }
      expect(await activeAdmins()).toBe(2);
    }
  });
});

describe("a change of somebody's role", () => {
  it("ends their sign-ins and is in the log with what was before (S-8)", async () => {
    const { staffId, storeId } = await inTransaction(async (tx) => {
      const id = await makeStaff(tx, merchantId, { role: "marketer" });
      await makeStaffSession(tx, id);
      return { staffId: id, storeId: await makeStore(tx, merchantId) };
    });
    expect(codeOf(await change(by(admins[0]), staffId, "cashier", [storeId]))).toBe("done");
    const open = await db()
      .select()
      .from(staffSessions)
      .where(and(eq(staffSessions.staffId, staffId), isNull(staffSessions.endedAt)));
    expect(open).toEqual([]);
    const [row] = await db()
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.merchantId, merchantId), eq(auditEntries.action, "staff.change")));
    expect(row).toMatchObject({
      before: { role: "marketer", storeIds: [] },
      after: { role: "cashier", storeIds: [storeId] },
    });
  });

  it("is refused where somebody else made one meanwhile, and theirs stands", async () => {
    const { staffId, storeId } = await inTransaction(async (tx) => ({
      staffId: await makeStaff(tx, merchantId, { role: "marketer" }),
      storeId: await makeStore(tx, merchantId),
    }));
    const seen = await revisionOf(staffId);
    const tries = await Promise.all([
      change(by(admins[0]), staffId, "cashier", [storeId], seen),
      change(by(admins[1]), staffId, "analyst", [], seen),
    ]);
    expect(tries.map(codeOf).sort()).toEqual(["changed_meanwhile", "done"]);
    const done = tries.find((one) => one.ok);
    expect(done).toMatchObject({ value: { revision: await revisionOf(staffId) } });
  });

  it("takes open stores of the merchant alone", async () => {
    const staffId = await inTransaction((tx) => makeStaff(tx, merchantId, { role: "marketer" }));
    const other = await inTransaction(async (tx) => makeStore(tx, await makeMerchant(tx)));
    expect(codeOf(await change(by(admins[0]), staffId, "cashier", [other]))).toBe("store_unknown");
  });

  it("is possible for who worked in a store that closed: another post, or the closed store beside a new one", async () => {
    const { staffId, closed, open } = await inTransaction(async (tx) => {
      const closed = await makeStore(tx, merchantId, { archivedAt: new Date() });
      const open = await makeStore(tx, merchantId);
      return {
        staffId: await makeStaff(tx, merchantId, { role: "store_manager", storeIds: [closed] }),
        closed,
        open,
      };
    });
    const person = await getStaff(testScope(merchantId), staffId);
    expect(person?.stores).toEqual([expect.objectContaining({ id: closed, isOpen: false })]);
    expect(codeOf(await change(by(admins[0]), staffId, "store_manager", [closed, open]))).toBe("done");
    expect(codeOf(await change(by(admins[0]), staffId, "cashier", [open]))).toBe("done");
    // Once left it is closed to everybody.
    expect(codeOf(await change(by(admins[0]), staffId, "cashier", [open, closed]))).toBe("store_unknown");
  });
});

describe("somebody who is deactivated", () => {
  it("works nowhere here from then on, keeps their role, and gets it back", async () => {
    const staffId = await inTransaction((tx) => makeStaff(tx, merchantId, { role: "finance" }));
    expect(await staffMerchants(staffId)).toHaveLength(1);
    expect(codeOf(await state(by(admins[0]), staffId, "deactivate"))).toBe("done");
    expect(await staffMerchants(staffId)).toEqual([]);
    expect(codeOf(await change(by(admins[0]), staffId, "analyst"))).toBe("staff_deactivated");
    expect(codeOf(await state(by(admins[0]), staffId, "reactivate"))).toBe("done");
    expect(await staffMerchants(staffId)).toHaveLength(1);
  });
});

describe("a request for access", () => {
  it("stands once until a group admin answers it, by another role or not at all", async () => {
    const staffId = await inTransaction((tx) => makeStaff(tx, merchantId, { role: "analyst" }));
    const ask = () =>
      requestAccess(by(staffId, "analyst"), { requestId: freshRequestId(), capability: "coupon.write" });
    await Promise.all([ask(), ask(), ask()]);
    const [open, ...more] = await listAccessRequests(by(admins[0]));
    expect(more).toEqual([]);
    expect(open).toMatchObject({ staffId, role: "analyst", capability: "coupon.write" });
    await declineAccess(by(admins[0]), { requestId: freshRequestId(), accessRequestId: open?.id ?? "" });
    expect(await listAccessRequests(by(admins[0]))).toEqual([]);
    await ask();
    expect(await listAccessRequests(by(admins[0]))).toHaveLength(1);
    await change(by(admins[0]), staffId, "marketer");
    expect(await listAccessRequests(by(admins[0]))).toEqual([]);
  });

  it("that is new is read first, however many wait, and all are counted", async () => {
    const asked = await inTransaction(async (tx) => {
      const ids: string[] = [];
      for (let n = 0; n < 52; n += 1) ids.push(await makeStaff(tx, merchantId, { role: "analyst" }));
      return ids;
    });
    for (const id of asked) {
      await requestAccess(by(id, "analyst"), { requestId: freshRequestId(), capability: "coupon.write" });
    }
    const read = await listAccessRequests(by(admins[0]));
    expect(read.map(({ staffId }) => staffId)).toEqual(asked.slice(2).reverse());
    expect(await countAccessRequests(by(admins[0]))).toBe(52);
  });

  it("is none for what the role may do already", async () => {
    const scope = by(admins[0]);
    await requestAccess(scope, { requestId: freshRequestId(), capability: "coupon.write" });
    expect(await listAccessRequests(scope)).toEqual([]);
  });
});
