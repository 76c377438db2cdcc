import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activityPagePublications, activityPages, activityPageVersions } from "@/db/schema/activity-pages";
import { auditEntries } from "@/db/schema/merchants";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { publishDuePages } from "@/lib/activities/publish-due-pages";
import { publishPage, unpublishPage } from "@/lib/activities/publish-page";
import {
  getLivePage,
  getPageDraft,
  listPageTemplates,
  listPageVersions,
} from "@/lib/activities/queries/pages";
import { restorePage } from "@/lib/activities/restore-page";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { editPage } from "@/lib/activities/rules/page-edits";
import { savePage } from "@/lib/activities/save-page";
import { deletePageTemplate, savePageTemplate } from "@/lib/activities/save-page-template";
import type { Page } from "@/lib/activities/schema/page";
import type { Scope } from "@/lib/platform/auth/scope";
import { onChange, stopChangeFeed } from "@/lib/platform/change-feed";

let scope: Scope;
let activityId: string;
let archivedId: string;
let serial = 0;
const requestId = () => `page-test-${++serial}`;
const titled = (title: string): Page =>
  editPage(defaultPage(), { do: "props", id: "banner", props: { title } });
const titleOf = (page: Page | null | undefined) =>
  page?.blocks[0]?.type === "banner" ? page.blocks[0].props.title : null;

beforeAll(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { slug: "pages", name: "Pages" });
    const couponId = await makeCoupon(tx, merchantId, { name: "Tea" });
    const period = { startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z" };
    const passwords = [{ password: "open", inventory: 5, prizes: [{ couponId, quantity: 1 }] }];
    const make = async (code: string) =>
      (await makeActivity(tx, merchantId, { code, passwords, ...period })).id;
    scope = testScope(merchantId);
    activityId = await make("PAGE");
    archivedId = await make("OLD");
  });
});

const save = (version: number, title: string, id = requestId()) =>
  savePage(scope, { requestId: id, activityId, version, page: titled(title) });

describe("the page of an activity", () => {
  it("is the default one until a page is published, and a draft is seen by nobody", async () => {
    expect(await getLivePage(scope, activityId, "en")).toEqual(defaultPage());
    expect(
      await publishPage(scope, { requestId: requestId(), activityId, version: 0, at: null }),
    ).toMatchObject({
      refusal: { code: "nothing_to_publish" },
    });
    expect(await save(0, "One")).toMatchObject({ ok: true, value: { version: 1 } });
    expect(titleOf((await getPageDraft(scope, activityId))?.page)).toBe("One");
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("");
  });

  it("is never overwritten unseen: of eight who save from one version one is kept", async () => {
    const tries = await Promise.all(Array.from({ length: 8 }, (_, n) => save(1, `Twin ${n}`)));
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    for (const one of tries) {
      if (!one.ok) expect(one.refusal).toEqual({ code: "page_changed", params: { version: 2 } });
    }
    expect((await getPageDraft(scope, activityId))?.version).toBe(2);
  });

  it("is saved once by a request that is sent again", async () => {
    const id = requestId();
    const both = await Promise.all([save(2, "Again", id), save(2, "Again", id)]);
    expect(both).toMatchObject([
      { ok: true, value: { version: 3 } },
      { ok: true, value: { version: 3 } },
    ]);
    const versions = await db()
      .select()
      .from(activityPageVersions)
      .where(eq(activityPageVersions.activityId, activityId));
    expect(versions.map((row) => row.number).sort()).toEqual([1, 2, 3]);
  });

  it("is no page, and is not kept, when anything in it is not what a page has", async () => {
    const page = { ...titled("Evil"), html: "<script>" };
    await expect(savePage(scope, { requestId: requestId(), activityId, version: 3, page })).rejects.toThrow(
      "no page",
    );
    expect((await getPageDraft(scope, activityId))?.version).toBe(3);
  });
});

describe("publishing a page", () => {
  it("moves the pointer, tells every process, and is in the audit log", async () => {
    const told: string[] = [];
    const end = onChange((subject) => void told.push(subject));
    await expect.poll(() => told).toContain("*");
    expect(
      await publishPage(scope, { requestId: requestId(), activityId, version: 3, at: null }),
    ).toMatchObject({
      ok: true,
      value: { live: 3 },
    });
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("Again");
    await expect.poll(() => told).toContain(`activity:${activityId}`);
    end();
    await stopChangeFeed();
    const rows = await db()
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, activityId), eq(auditEntries.action, "page.publish")));
    expect(rows).toHaveLength(1);
  });

  it("publishes the version somebody saw, not one saved meanwhile", async () => {
    await save(3, "Newer");
    expect(
      await publishPage(scope, { requestId: requestId(), activityId, version: 3, at: null }),
    ).toMatchObject({
      refusal: { code: "page_changed", params: { version: 4 } },
    });
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("Again");
  });

  it("is not taken back by who published something else, and what waits neither", async () => {
    await publishPage(scope, { requestId: requestId(), activityId, version: 4, at: null });
    const back = (what: "publication" | "schedule", number: number) =>
      unpublishPage(scope, { requestId: requestId(), activityId, what, number });
    expect(await back("publication", 3)).toMatchObject({ refusal: { code: "published_meanwhile" } });
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("Newer");
    const at = new Date(Date.now() + 3_600_000).toISOString();
    await publishPage(scope, { requestId: requestId(), activityId, version: 4, at });
    expect(await back("schedule", 3)).toMatchObject({ refusal: { code: "published_meanwhile" } });
    // Taking back what is live drops what waited: that is said.
    expect(await back("publication", 4)).toMatchObject({ ok: true, value: { live: 3, scheduled: null } });
    expect((await getPageDraft(scope, activityId))?.scheduled).toBeNull();
  });

  it("is taken back to what was live before, and to the default page from the first", async () => {
    await publishPage(scope, { requestId: requestId(), activityId, version: 4, at: null });
    const back = { requestId: requestId(), activityId, what: "publication", number: 4 } as const;
    expect(await unpublishPage(scope, back)).toMatchObject({ ok: true, value: { live: 3 } });
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("Again");
    const publications = await db()
      .select({ number: activityPagePublications.number })
      .from(activityPagePublications)
      .where(eq(activityPagePublications.activityId, activityId))
      .orderBy(activityPagePublications.at);
    expect(publications.map((one) => one.number)).toEqual([3, 4, 3, 4, 3]);
  });

  it("waits for its time and then happens once, however many workers look", async () => {
    const at = new Date(Date.now() + 60_000).toISOString();
    expect(await publishPage(scope, { requestId: requestId(), activityId, version: 4, at })).toMatchObject({
      ok: true,
      value: { live: 3, scheduled: { number: 4 } },
    });
    await publishDuePages(new AbortController().signal);
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("Again");
    await db()
      .update(activityPages)
      .set({ scheduledFor: new Date(Date.now() - 1000) })
      .where(eq(activityPages.activityId, activityId));
    const looks = await Promise.all([1, 2, 3].map(() => publishDuePages(new AbortController().signal)));
    expect(looks.reduce((sum, n) => sum + n, 0)).toBe(1);
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("Newer");
    const [newest] = (await listPageVersions(scope, activityId)).versions;
    expect(newest).toMatchObject({ number: 4, published: { at: expect.any(Date) } });
  });

  it("refuses a time that has passed, and a schedule can be taken back", async () => {
    const ask = (at: string) => publishPage(scope, { requestId: requestId(), activityId, version: 4, at });
    expect(await ask(new Date(Date.now() - 1000).toISOString())).toMatchObject({
      refusal: { code: "time_passed" },
    });
    await ask(new Date(Date.now() + 3_600_000).toISOString());
    const take = { requestId: requestId(), activityId, what: "schedule", number: 4 } as const;
    expect(await unpublishPage(scope, take)).toMatchObject({ ok: true, value: { live: 4, scheduled: null } });
  });
});

describe("versions of a page", () => {
  it("are restored as a new draft, and what is live stays", async () => {
    const restored = await restorePage(scope, { requestId: requestId(), activityId, version: 4, number: 1 });
    expect(restored).toMatchObject({ ok: true, value: { version: 5 } });
    expect(titleOf((await getPageDraft(scope, activityId))?.page)).toBe("One");
    expect(titleOf(await getLivePage(scope, activityId, "en"))).toBe("Newer");
    expect((await listPageVersions(scope, activityId)).versions[0]).toMatchObject({
      number: 5,
      restoredFrom: 1,
    });
  });

  it("go when fifty newer ones are there, except those that were ever live", async () => {
    for (let version = 5; version < 56; version++) await save(version, `Many ${version}`);
    const numbers = (await listPageVersions(scope, activityId, { limit: 100 })).versions.map(
      (one) => one.number,
    );
    expect(numbers).toContain(3);
    expect(numbers).toContain(4);
    expect(numbers).not.toContain(1);
    expect(numbers).toHaveLength(52);
  });

  it("that can no longer be read show the default page, not a broken one (S-23)", async () => {
    const version = (await getPageDraft(scope, activityId))?.version ?? 0;
    await publishPage(scope, { requestId: requestId(), activityId, version, at: null });
    expect(await getLivePage(scope, activityId, "en")).not.toEqual(defaultPage());
    await db()
      .update(activityPageVersions)
      .set({ page: { version: 1, blocks: "<script>" } })
      .where(and(eq(activityPageVersions.activityId, activityId), eq(activityPageVersions.number, version)));
    expect(await getLivePage(scope, activityId, "en")).toEqual(defaultPage());
  });
});

describe("a publication that was taken back", () => {
  it("is not live again when somebody takes back the one before it", async () => {
    const id = archivedId;
    const go = async (version: number) => {
      const page = titled(`Number ${version + 1}`);
      await savePage(scope, { requestId: requestId(), activityId: id, version, page });
      const publish = { requestId: requestId(), activityId: id, version: version + 1, at: null };
      return await publishPage(scope, publish);
    };
    const back = async (number: number) =>
      await unpublishPage(scope, { requestId: requestId(), activityId: id, what: "publication", number });
    expect(await go(0)).toMatchObject({ value: { live: 1 } });
    expect(await go(1)).toMatchObject({ value: { live: 2 } });
    expect(await back(2)).toMatchObject({ value: { live: 1 } });
    expect(await back(1)).toMatchObject({ value: { live: null } });
    expect(await getLivePage(scope, id, "en")).toEqual(defaultPage());
  });
});

describe("an archived activity", () => {
  it("keeps its page as it is", async () => {
    const id = archivedId;
    await changeActivityState(scope, { requestId: requestId(), activityId: id, change: "archive" });
    const page = titled("Late");
    expect(await savePage(scope, { requestId: requestId(), activityId: id, version: 2, page })).toMatchObject(
      {
        refusal: { code: "archived" },
      },
    );
  });
});

describe("templates of a merchant", () => {
  it("are kept, listed newest first, and taken away; no more than fifty", async () => {
    const made = await savePageTemplate(scope, { requestId: requestId(), name: "Winter", page: titled("W") });
    expect((await listPageTemplates(scope)).map((one) => one.name)).toEqual(["Winter"]);
    for (let n = 1; n < 50; n++) {
      await savePageTemplate(scope, { requestId: requestId(), name: `T${n}`, page: titled("W") });
    }
    expect(
      await savePageTemplate(scope, { requestId: requestId(), name: "One more", page: titled("W") }),
    ).toMatchObject({ refusal: { code: "too_many_templates", params: { limit: 50 } } });
    if (!made.ok) throw new Error("the template was not kept");
    await deletePageTemplate(scope, { requestId: requestId(), templateId: made.value.id });
    expect(await listPageTemplates(scope)).toHaveLength(49);
  });
});
