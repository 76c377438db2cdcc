import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { activityPageVersions, pageTemplates } from "@/db/schema/activity-pages";
import { couponTemplates } from "@/db/schema/coupons";
import { images } from "@/db/schema/images";
import { links, promotePreferences } from "@/db/schema/links";
import { mediaFiles } from "@/db/schema/media";
import { merchants } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import { makeMerchant, makeStaff, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makePack, packForm } from "@/db/seed/packs";
import { makePage, makePageTemplate } from "@/db/seed/test-pages";
import { inTransaction } from "@/db/transaction";
import { contentId } from "@/lib/kernel/id";
import { holdImages } from "@/lib/merchants/hold-images";
import { letGoMedia } from "@/lib/merchants/let-go-media";
import { removeImages } from "@/lib/merchants/remove-images";

let merchantId: string;
let activityId: string;
let serial = 0;

const idFor = (prefix: "img" | "vid" | "vtt") =>
  contentId(prefix, createHash("sha256").update(`${merchantId} ${serial++}`).digest());
const days = (count: number) => sql`now() - make_interval(days => ${count})`;

/** An image that something showed and that was looked after last `since` days ago. */
async function heldImage(since = 2, bytes = 1000): Promise<string> {
  const id = idFor("img");
  const row = { merchantId, id, width: 10, height: 10, bytes, storedAt: new Date() };
  await db()
    .insert(images)
    .values({ ...row, createdAt: days(300), heldAt: days(since) });
  return id;
}

async function heldFile(prefix: "vid" | "vtt"): Promise<string> {
  const id = idFor(prefix);
  const row = { merchantId, id, type: prefix === "vid" ? "mp4" : "vtt", bytes: 1000, storedAt: new Date() };
  await db()
    .insert(mediaFiles)
    .values({ ...row, createdAt: days(300), heldAt: days(2) });
  return id;
}

const letGo = async () => await letGoMedia(new AbortController().signal);
const isHeld = async (id: string) => {
  const table = id.startsWith("img") ? images : mediaFiles;
  const [row] = await db()
    .select({ heldAt: table.heldAt })
    .from(table)
    .where(and(eq(table.merchantId, merchantId), eq(table.id, id)));
  return row ? row.heldAt !== null : null;
};

/** Names it in a version of the page of its own, as `savePage` does. */
const nameInPage = async (tx: Parameters<typeof makePage>[0], number: number, ids: readonly string[]) => {
  const page = { version: 1, blocks: ids.map((id) => ({ props: { image: { id, alt: "" } } })) };
  await tx.insert(activityPageVersions).values({ merchantId, activityId, number, page });
};

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, merchantId);
    const prizes = [{ couponId, quantity: 1 }];
    const made = await makeActivity(tx, merchantId, {
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: "2027-01-01T00:00:00Z",
      passwords: [{ password: "LETGO", inventory: 5, prizes }],
    });
    activityId = made.id;
    await makePage(tx, merchantId, activityId, "A word");
  });
});

it("lets go of what nothing names any more, which has a week from then, and then makes room", async () => {
  const id = await heldImage();
  expect(await letGo()).toBe(1);
  expect(await isHeld(id)).toBe(false);
  expect(await removeImages(new AbortController().signal)).toBe(0);
  await db()
    .update(images)
    .set({ createdAt: days(8) })
    .where(eq(images.id, id));
  expect(await removeImages(new AbortController().signal)).toBe(1);
  expect(await isHeld(id)).toBeNull();
});

it("keeps whatever a version of a page, a template, an activity, a coupon, a pack, a placement or a setting names", async () => {
  const at = async () => ({ id: await heldImage(), alt: "A bowl" });
  const [logo, share, hero, face, ofTemplate, ofCouponTemplate, ofChoice, placed] = await Promise.all(
    Array.from({ length: 8 }, at),
  );
  if (!logo || !share || !hero || !face || !ofTemplate || !ofCouponTemplate || !ofChoice || !placed)
    throw new Error();
  const packImage = await heldImage();
  const [film, words, inPage] = [await heldFile("vid"), await heldFile("vtt"), await heldImage()];
  const couponId = await inTransaction(async (tx) => {
    const staffId = await makeStaff(tx, merchantId, { role: "group_admin" });
    await nameInPage(tx, 2, [inPage, film, words]);
    const templateId = await makePageTemplate(tx, merchantId, "Named");
    const page = { blocks: [{ image: ofTemplate }] };
    await tx.update(pageTemplates).set({ page }).where(eq(pageTemplates.id, templateId));
    await tx.update(merchants).set({ logo }).where(eq(merchants.id, merchantId));
    const pictures = { shareImage: share, heroImage: hero };
    await tx.update(activities).set(pictures).where(eq(activities.id, activityId));
    const coupon = { image: ofCouponTemplate };
    const template = { merchantId, id: "tpl_named", name: "Named", type: "amount_off" as const, coupon };
    await tx.insert(couponTemplates).values(template);
    const choice = { look: { logo: { type: "custom", imageId: ofChoice.id } } };
    await tx.insert(promotePreferences).values({ merchantId, staffId, choice });
    const utm = { source: "", medium: "", campaign: "", term: "", content: "" };
    const leads = { targetType: "activity" as const, targetId: activityId, channel: "on-site", utm };
    await tx.insert(links).values({ merchantId, id: "lnk_letgo", slug: "letgomedia", ...leads });
    const where = { slot: "home", form: "banner", audience: { type: "all" }, startsAt: new Date() } as const;
    const placement = { merchantId, id: "plc_letgo", linkId: "lnk_letgo", image: placed };
    await tx.insert(placements).values({ ...placement, ...where });
    return await makeCoupon(tx, merchantId, { image: face });
  });
  const packId = await makePack(merchantId, packForm([couponId]));
  await db().update(packs).set({ imageId: packImage }).where(eq(packs.id, packId));
  expect(await letGo()).toBe(0);
  const refs = [logo, share, hero, face, ofTemplate, ofCouponTemplate, ofChoice, placed].map(({ id }) => id);
  for (const id of [...refs, packImage, inPage, film, words]) expect(await isHeld(id), id).toBe(true);
});

it("keeps what a placement names also where a version that knows none let it go, until nothing places it", async () => {
  const placed = await heldImage();
  const placement = { merchantId, id: "plc_old", linkId: "lnk_letgo", image: { id: placed, alt: "" } };
  const where = { slot: "home", form: "banner", audience: { type: "all" }, startsAt: new Date() } as const;
  await db()
    .insert(placements)
    .values({ ...placement, ...where });
  await db()
    .update(images)
    .set({ heldAt: null, createdAt: days(8) })
    .where(eq(images.id, placed));
  expect(await removeImages(new AbortController().signal)).toBe(0);
  expect(await isHeld(placed)).toBe(false);
  await db().delete(placements).where(eq(placements.id, "plc_old"));
  expect(await removeImages(new AbortController().signal)).toBe(1);
  expect(await isHeld(placed)).toBeNull();
});

it("keeps nothing because another merchant names its id, and lets films and captions go as well", async () => {
  const [id, film, words] = [await heldImage(), await heldFile("vid"), await heldFile("vtt")];
  await inTransaction(async (tx) => {
    const otherId = await makeMerchant(tx);
    await tx
      .update(merchants)
      .set({ logo: { id, alt: "" } })
      .where(eq(merchants.id, otherId));
  });
  expect(await letGo()).toBe(3);
  for (const one of [id, film, words]) expect(await isHeld(one)).toBe(false);
});

it("looks at each once a day", async () => {
  const [fresh, old] = [await heldImage(0), await heldImage(2)];
  await inTransaction(async (tx) => await nameInPage(tx, 3, [old]));
  expect(await letGo()).toBe(0);
  // Nothing names it, and nobody looks yet.
  expect(await isHeld(fresh)).toBe(true);
  await db().execute(sql`delete from activity_page_version where activity_id = ${activityId} and number = 3`);
  expect(await letGo()).toBe(0);
  expect(await isHeld(old)).toBe(true);
});

it("never lets go of one that a save under way names again, whichever of them is first", async () => {
  for (let round = 0; round < 8; round++) {
    const id = await heldImage();
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    const save = inTransaction(async (tx) => {
      const answer = await holdImages(tx, testScope(merchantId), [id]);
      go();
      // The job looks while nobody can see yet what this one is about to write.
      await new Promise((resolve) => setTimeout(resolve, 60));
      await nameInPage(tx, 10 + round, [id]);
      return answer;
    });
    if (round % 2 === 0) await held;
    const [answer] = await Promise.all([save, letGo()]);
    expect(answer).toMatchObject({ ok: true });
    expect(await isHeld(id)).toBe(true);
    await letGo();
    expect(await isHeld(id)).toBe(true);
  }
});

it("asks its index for the versions that name one, however many there are", async () => {
  const plan = await inTransaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return await tx.execute<{ "QUERY PLAN": string }>(
      sql`explain select from activity_page_version where media_named(page) @> array['img_0']`,
    );
  });
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("activity_page_version_media");
});
