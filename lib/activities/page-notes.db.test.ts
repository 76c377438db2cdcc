import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activityPageNotes } from "@/db/schema/activity-pages";
import { auditEntries } from "@/db/schema/merchants";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { notePageVersion } from "@/lib/activities/note-page-version";
import { publishPage } from "@/lib/activities/publish-page";
import { listPageVersions } from "@/lib/activities/queries/pages";
import { MAX_NOTES } from "@/lib/activities/repository/page-notes";
import { restorePage } from "@/lib/activities/restore-page";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { savePage } from "@/lib/activities/save-page";
import type { Scope } from "@/lib/platform/auth/scope";

let scope: Scope;
let activityId: string;
let serial = 0;
const requestId = () => `note-test-${++serial}`;
const note = (number: number, text: string, id = requestId()) =>
  notePageVersion(scope, { requestId: id, activityId, number, note: text });
const publish = (version: number, text: string, at: string | null = null) =>
  publishPage(scope, { requestId: requestId(), activityId, version, at, note: text });
const saveOnTopOf = async (version: number) =>
  await savePage(scope, { requestId: requestId(), activityId, version, page: defaultPage() });
const noteOf = async (number: number) =>
  (await listPageVersions(scope, activityId, { limit: 500 })).versions.find((one) => one.number === number)
    ?.note;

beforeAll(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { slug: "notes", name: "Notes" });
    const couponId = await makeCoupon(tx, merchantId, { name: "Tea" });
    const period = { startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z" };
    const passwords = [{ password: "open", inventory: 5, prizes: [{ couponId, quantity: 1 }] }];
    scope = testScope(merchantId);
    activityId = (await makeActivity(tx, merchantId, { code: "NOTE", passwords, ...period })).id;
  });
  for (let version = 0; version < 3; version++) await saveOnTopOf(version);
});

describe("the note of a page's version", () => {
  it("is written, changed and taken back, each once and in the audit log", async () => {
    const id = requestId();
    const both = await Promise.all([note(1, "Spring", id), note(1, "Spring", id)]);
    expect(both).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await noteOf(1)).toBe("Spring");
    await note(1, "Spring sale");
    expect(await noteOf(1)).toBe("Spring sale");
    await note(1, "Spring sale");
    await note(1, "");
    expect(await noteOf(1)).toBeNull();
    const rows = await db()
      .select({ before: auditEntries.before, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, activityId), eq(auditEntries.action, "page.note")))
      .orderBy(auditEntries.id);
    expect(rows).toEqual([
      { before: { version: 1, note: "" }, after: { version: 1, note: "Spring" } },
      { before: { version: 1, note: "Spring" }, after: { version: 1, note: "Spring sale" } },
      { before: { version: 1, note: "Spring sale" }, after: { version: 1, note: "" } },
    ]);
  });

  it("is of a version that is there", async () => {
    await expect(note(99, "Nothing")).rejects.toMatchObject({ code: "not_found" });
  });

  it("is left with what is published, and what was there stays when none is left", async () => {
    expect(await publish(3, "First launch")).toMatchObject({ ok: true });
    expect(await noteOf(3)).toBe("First launch");
    expect(await publish(3, "")).toMatchObject({ ok: true });
    expect(await noteOf(3)).toBe("First launch");
  });

  it("is not left when the publication it came with is refused", async () => {
    await saveOnTopOf(3);
    expect(await publish(3, "Too late")).toMatchObject({ refusal: { code: "page_changed" } });
    expect(await publish(4, "Yesterday", "2020-01-01T00:00:00Z")).toMatchObject({
      refusal: { code: "time_passed" },
    });
    expect(await noteOf(3)).toBe("First launch");
    expect(await noteOf(4)).toBeNull();
  });

  it("keeps its version however many come after it, and old ones are found page by page", async () => {
    await note(2, "The one we liked");
    for (let version = 4; version < 60; version++) await saveOnTopOf(version);
    const first = await listPageVersions(scope, activityId);
    expect(first.versions).toHaveLength(50);
    expect(first.more).toBe(true);
    const before = first.versions.at(-1)?.number;
    const rest = await listPageVersions(scope, activityId, { before });
    expect(rest.versions).toMatchObject([
      { number: 3, note: "First launch", published: { at: expect.any(Date) } },
      { number: 2, note: "The one we liked", published: null },
    ]);
    expect(rest.more).toBe(false);
    const again = { requestId: requestId(), activityId, version: 60, number: 2 };
    expect(await restorePage(scope, again)).toMatchObject({ ok: true, value: { version: 61 } });
  });

  it("is refused where as many are there as are kept, also with a publication; one that is there is still changed", async () => {
    const { merchantId } = scope;
    const many = Array.from({ length: MAX_NOTES - 2 }, (_, n) => ({
      merchantId,
      activityId,
      number: 1000 + n,
      note: "x",
    }));
    await db().insert(activityPageNotes).values(many);
    const full = { refusal: { code: "too_many_notes", params: { limit: MAX_NOTES } } };
    expect(await note(60, "One more")).toMatchObject(full);
    expect(await publish(61, "One more")).toMatchObject(full);
    expect(await note(2, "Still the one")).toMatchObject({ ok: true });
    const live = (await listPageVersions(scope, activityId)).versions.filter((one) => one.published);
    expect(live).toEqual([]);
  });
});
