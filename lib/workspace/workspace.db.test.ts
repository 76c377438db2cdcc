import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries } from "@/db/schema/merchants";
import { drafts } from "@/db/schema/workspace";
import { freshRequestId, testScope } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import type { Role, Scope } from "@/lib/platform/auth/scope";
import { chooseColumns } from "@/lib/workspace/choose-columns";
import { chooseDefaultView } from "@/lib/workspace/choose-default-view";
import { deleteView } from "@/lib/workspace/delete-view";
import { discardDraft } from "@/lib/workspace/discard-draft";
import { getDraft, lastChange, listDrafts, listHabits, noticesSeenUntil } from "@/lib/workspace/queries";
import { saveDraft } from "@/lib/workspace/save-draft";
import { saveView } from "@/lib/workspace/save-view";
import {
  DRAFTS_OF_ONE,
  type DraftInput,
  type ListName,
  VIEWS_OF_ONE,
  type ViewInput,
} from "@/lib/workspace/schema";
import { seeNotices } from "@/lib/workspace/see-notices";

let world: TestWorld;
let fresh: TestWorld;
const of = (role: Role, there = world): Scope =>
  testScope(there.merchantId, role, { actor: { type: "staff", id: there.staff[role].id } });

const view = (name: string, more: Partial<ViewInput> = {}): ViewInput => ({
  list: "activities",
  name,
  shared: false,
  state: { q: "tea", filters: { status: ["running"] }, sort: "-created", columns: ["name", "status"] },
  ...more,
});
const save = (scope: Scope, input: ViewInput, viewId: string | null = null) =>
  saveView(scope, { requestId: freshRequestId(), viewId, view: input });
const saved = async (scope: Scope, input: ViewInput) => {
  const result = await save(scope, input);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.id;
};
const names = async (scope: Scope, list: ListName = "activities") =>
  (await listHabits(scope, list)).views.map((one) => one.name);
const fault = (work: Promise<unknown>) =>
  work.then(
    () => "done",
    (error: { code?: string }) => error.code,
  );

beforeAll(async () => {
  [world, fresh] = await inTransaction(async (tx) => [
    await makeTestWorld(tx, "DESK"),
    await makeTestWorld(tx, "FRESH"),
  ]);
});

describe("views of a list", () => {
  it("are their owner's alone until they are shared, and come back as they were saved", async () => {
    const id = await saved(of("marketer"), view("Mine"));
    expect(await names(of("marketer"))).toContain("Mine");
    expect(await names(of("group_admin"))).not.toContain("Mine");
    const [mine] = (await listHabits(of("marketer"), "activities")).views;
    const { list: _, ...kept } = view("Mine");
    expect(mine).toMatchObject({ ...kept, id, mine: true, mayChange: true });
    await save(of("marketer"), view("Ours", { shared: true }), id);
    const seen = (await listHabits(of("analyst"), "activities")).views.find((one) => one.id === id);
    expect(seen).toMatchObject({ name: "Ours", mine: false, mayChange: false, owner: "DESK marketer" });
    expect(await names(of("marketer"), "coupons")).not.toContain("Ours");
  });

  it("that are shared are changed by their owner and a group admin, and nobody else", async () => {
    const id = await saved(of("marketer"), view("Shared", { shared: true }));
    expect(await fault(save(of("analyst"), view("Taken", { shared: true }), id))).toBe("forbidden");
    expect(await fault(deleteView(of("analyst"), { requestId: freshRequestId(), viewId: id }))).toBe(
      "forbidden",
    );
    await save(of("group_admin"), view("Mended", { shared: true }), id);
    const [mended] = (await listHabits(of("marketer"), "activities")).views.filter((one) => one.id === id);
    expect(mended).toMatchObject({ name: "Mended", mine: true });
    const log = await db().select().from(auditEntries);
    const about = log.filter((row) => row.objectId === id).map((row) => row.action);
    expect(about.sort()).toEqual(["view.create", "view.edit"]);
  });

  it("that are another's own are not there for anybody else, a group admin included", async () => {
    const id = await saved(of("marketer"), view("Private"));
    const request = { requestId: freshRequestId(), viewId: id };
    expect(await fault(save(of("group_admin"), view("Private"), id))).toBe("not_found");
    expect(await fault(deleteView(of("group_admin"), request))).toBe("not_found");
    const list = "activities";
    expect(await fault(chooseDefaultView(of("group_admin"), { ...request, list }))).toBe("not_found");
  });

  it("of a list somebody may not read are not theirs to save", async () => {
    expect(await fault(save(of("cashier"), view("Till")))).toBe("forbidden");
    expect(await fault(save(of("finance"), view("Stores", { list: "members" })))).toBe("forbidden");
    expect(await fault(save(of("marketer"), view("Keys", { list: "api-keys" })))).toBe("forbidden");
    expect(await fault(save(of("finance"), view("Calls", { list: "webhooks" })))).toBe("forbidden");
    expect(await fault(save(of("cashier"), view("Failed", { list: "jobs" })))).toBe("forbidden");
    await saved(of("finance"), view("Failed", { list: "jobs" }));
    expect((await listHabits(of("finance"), "jobs")).views.map(({ name }) => name)).toEqual(["Failed"]);
  });

  it.each([
    "members",
    "orders",
    "coupon-records",
    "pack-purchases",
    "participants",
    "staff",
    "audit",
  ] as const)("of %s keep no words, which are somebody's name or phone (I-28)", async (list) => {
    const state = { q: "+85261234567", filters: {}, sort: "-created", columns: null };
    await saved(of("group_admin"), view("Found", { list, state, shared: true }));
    const [found] = (await listHabits(of("group_admin"), list)).views;
    expect(found?.state).toEqual({ ...state, q: "" });
    const answers = await db().execute(sql`select 1 from answered_request a where a::text like '%61234567%'`);
    expect(answers).toHaveLength(0);
  });

  it("have one name each for their owner; another may use it too", async () => {
    await saved(of("marketer"), view("Tea time"));
    const again = await save(of("marketer"), view("Tea time"));
    expect(again).toMatchObject({ ok: false, refusal: { code: "view_name_taken" } });
    await saved(of("analyst"), view("Tea time"));
  });

  it("are never more than the limit, however many are saved at once", async () => {
    const many = Array.from({ length: VIEWS_OF_ONE + 10 }, (_, at) =>
      save(of("finance", fresh), view(`View ${at}`)),
    );
    const results = await Promise.all(many);
    expect(results.filter((one) => one.ok)).toHaveLength(VIEWS_OF_ONE);
    expect(await names(of("finance", fresh))).toHaveLength(VIEWS_OF_ONE);
    const refused = results.find((one) => !one.ok);
    expect(refused).toMatchObject({ refusal: { code: "too_many_views", params: { most: VIEWS_OF_ONE } } });
  });

  it("open a list until they are deleted; then it opens whole again", async () => {
    const id = await saved(of("group_admin"), view("Morning", { shared: true }));
    const list = "activities";
    await chooseDefaultView(of("analyst"), { requestId: freshRequestId(), list, viewId: id });
    expect((await listHabits(of("analyst"), list)).defaultView).toBe(id);
    expect((await listHabits(of("marketer"), list)).defaultView).toBeNull();
    await deleteView(of("group_admin"), { requestId: freshRequestId(), viewId: id });
    expect((await listHabits(of("analyst"), list)).defaultView).toBeNull();
  });
});

describe("the columns of a list", () => {
  it("are each person's own, and choosing them leaves the view it opens with", async () => {
    const list = "coupons";
    await chooseDefaultView(of("marketer"), { requestId: freshRequestId(), list, viewId: world.viewId });
    await chooseColumns(of("marketer"), { requestId: freshRequestId(), list, columns: ["status", "used"] });
    expect(await listHabits(of("marketer"), list)).toMatchObject({
      columns: ["status", "used"],
      defaultView: world.viewId,
    });
    expect((await listHabits(of("analyst"), list)).columns).toBeNull();
    await chooseColumns(of("marketer"), { requestId: freshRequestId(), list, columns: null });
    expect((await listHabits(of("marketer"), list)).columns).toBeNull();
  });
});

describe("drafts", () => {
  const draft = (more: Partial<DraftInput> = {}): DraftInput => ({
    kind: "activity",
    draftId: newId("drf"),
    revision: 0,
    variant: "code_redemption",
    title: "Winter",
    values: { name: "Winter", rules: { passwords: [{ password: "snowflake" }] } },
    ...more,
  });
  const keep = (scope: Scope, input: DraftInput) =>
    saveDraft(scope, { ...input, requestId: freshRequestId() });

  it("come back as they were typed, to their own author only", async () => {
    const input = draft();
    expect(await keep(of("marketer"), input)).toMatchObject({ ok: true, value: { revision: 1 } });
    const values = { ...input.values, name: "Winter sale" };
    await keep(of("marketer"), { ...input, revision: 1, title: "Winter sale", values });
    const found = await getDraft(of("marketer"), "activity", input.draftId);
    expect(found).toMatchObject({ revision: 2, values, variant: "code_redemption" });
    expect(await listDrafts(of("marketer"), "activity")).toMatchObject([{ title: "Winter sale" }]);
    expect(await getDraft(of("group_admin"), "activity", input.draftId)).toBeNull();
    expect(await listDrafts(of("group_admin"), "activity")).toEqual([]);
    await discardDraft(of("group_admin"), input);
    expect(await getDraft(of("marketer"), "activity", input.draftId)).not.toBeNull();
  });

  it("do not stand in the database as they were typed: a password may be among it", async () => {
    await keep(of("marketer"), draft());
    const rows = await db().select({ sealed: drafts.sealed }).from(drafts);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ sealed }) => sealed.includes("snowflake"))).toEqual([]);
  });

  it("open in two windows are not written over: the later window is told", async () => {
    const input = draft();
    await keep(of("marketer"), input);
    const both = await Promise.all(
      ["one", "two"].map((title) => keep(of("marketer"), { ...input, revision: 1, title })),
    );
    expect(both.filter((one) => one.ok)).toHaveLength(1);
    expect(both.find((one) => !one.ok)).toMatchObject({ refusal: { code: "draft_changed" } });
  });

  it("that were discarded do not come back with a save that was under way", async () => {
    const input = draft();
    await keep(of("marketer"), input);
    await discardDraft(of("marketer"), input);
    const late = await keep(of("marketer"), { ...input, revision: 1 });
    expect(late).toMatchObject({ refusal: { code: "draft_changed" } });
    expect(await getDraft(of("marketer"), "activity", input.draftId)).toBeNull();
  });

  it("are never more than the limit, however many are begun at once", async () => {
    const begun = await Promise.all(
      Array.from({ length: DRAFTS_OF_ONE + 8 }, () => keep(of("marketer", fresh), draft())),
    );
    expect(begun.filter((one) => one.ok)).toHaveLength(DRAFTS_OF_ONE);
    expect(begun.find((one) => !one.ok)).toMatchObject({ refusal: { code: "too_many_drafts" } });
  });

  it("are not for somebody who may not make such a thing", async () => {
    expect(await fault(keep(of("analyst"), draft()))).toBe("forbidden");
    expect(await fault(keep(of("store_manager"), draft({ kind: "product" })))).toBe("forbidden");
    for (const kind of ["group", "plan", "store", "giving"] as const) {
      expect(await fault(keep(of("cashier"), draft({ kind })))).toBe("forbidden");
      expect(await keep(of("group_admin"), draft({ kind }))).toMatchObject({ ok: true });
    }
  });
});

describe("the last change of a thing", () => {
  it("names who made it", async () => {
    const id = await saved(of("marketer"), view("Told of", { shared: true }));
    await save(of("group_admin"), view("Told of again", { shared: true }), id);
    expect(await lastChange(of("marketer"), "view", id)).toMatchObject({ by: "DESK group admin" });
    expect(await lastChange(of("marketer", fresh), "view", id)).toBeNull();
  });
});

describe("what the bell told", () => {
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const see = (scope: Scope, until: Date) => seeNotices(scope, { until: until.toISOString() });

  it("is seen up to the newest that was shown; an older window makes nothing new, and nothing is seen before it is", async () => {
    const scope = of("finance", fresh);
    expect(await noticesSeenUntil(scope)).toBeNull();
    const [older, newer] = [at(20), at(10)];
    await see(scope, newer);
    await see(scope, older);
    expect(await noticesSeenUntil(scope)).toEqual(newer);
    await see(scope, at(-60));
    const until = (await noticesSeenUntil(scope))?.getTime() ?? 0;
    expect(until).toBeGreaterThan(newer.getTime());
    expect(until).toBeLessThan(at(-1).getTime());
    expect(await noticesSeenUntil(of("marketer", fresh))).toBeNull();
  });

  it("in the group's view is seen in a store's, too, but not the other way round", async () => {
    const group = of("group_admin", fresh);
    const inStore = (storeId: string) =>
      testScope(group.merchantId, "group_admin", { actor: group.actor, storeId });
    const [first, second] = [inStore(fresh.first.storeId), inStore(fresh.second.storeId)];
    const [early, late] = [at(20), at(10)];
    await see(first, late);
    expect(await Promise.all([first, second, group].map(noticesSeenUntil))).toEqual([late, null, null]);
    await see(group, early);
    expect(await Promise.all([first, second, group].map(noticesSeenUntil))).toEqual([late, early, early]);
  });

  it("stays new where somebody only looks as another role", async () => {
    const { merchantId, actor } = of("analyst", fresh);
    const look = testScope(merchantId, "analyst", { actor, isPreview: true });
    expect(await fault(see(look, at(1)))).toBe("forbidden");
    expect(await noticesSeenUntil(look)).toBeNull();
  });
});
