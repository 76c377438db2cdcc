import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { images } from "@/db/schema/images";
import { members } from "@/db/schema/members";
import { auditEntries } from "@/db/schema/merchants";
import { makeMember, makeMerchant, makeProduct, memberScope, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, packRequest, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { getWin } from "@/lib/activities/queries/member-pages";
import { findPageGoods, listPageGoods, listWinners } from "@/lib/activities/queries/page-goods";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { savePage } from "@/lib/activities/save-page";
import { savePageTemplate } from "@/lib/activities/save-page-template";
import { blockSchema, namedGoods } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import { TELL_LIMIT, tellWin } from "@/lib/activities/tell-win";
import { changeProductState } from "@/lib/catalogue/change-product-state";
import { changePackState } from "@/lib/packs/change-pack-state";
import { onChange, stopChangeFeed } from "@/lib/platform/change-feed";

async function build() {
  const made = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx, { currency: "HKD" });
    const other = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, merchantId);
    const theirCoupon = await makeCoupon(tx, other);
    const passwords = [{ password: "SNOW", inventory: 50, prizes: [{ couponId, quantity: 1 }] }];
    const dates = { startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z" };
    const activityId = (await makeActivity(tx, merchantId, { ...dates, passwords })).id;
    const product = await makeProduct(tx, merchantId, { name: "Egg tart" });
    const theirs = await makeProduct(tx, other, { name: "Egg waffle" });
    return { merchantId, other, couponId, theirCoupon, activityId, product, theirs };
  });
  const paid = (couponId: string) => packForm([couponId], { type: "paid", sale: saleOf({ quantity: 5 }) });
  const pack = await makePack(made.merchantId, paid(made.couponId));
  const theirPack = await makePack(made.other, paid(made.theirCoupon));
  return { ...made, pack, theirPack };
}

let world: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  world = await build();
});

let serial = 0;
const requestId = () => `goods-test-${++serial}`;
const scope = () => testScope(world.merchantId);
const pictureId = (mark: string) => `img_${mark.repeat(26)}`;
const named = () => ({
  productIds: [world.product, world.theirs],
  packIds: [world.pack, world.theirPack],
  pictureIds: [pictureId("0"), pictureId("1")],
});

/** A page with a block of each that names them. */
function pageWith({ product, pack }: { product: string; pack: string }): Page {
  const page = defaultPage();
  const more = [
    blockSchema.parse({ id: "g1", type: "products", props: { items: [{ product }, { product }] } }),
    blockSchema.parse({ id: "g2", type: "pack", props: { pack } }),
  ];
  return { ...page, blocks: [...page.blocks.slice(0, -1), ...more, ...page.blocks.slice(-1)] };
}

describe("what a page shows of products and packs", () => {
  it("keeps the room of the merchant's own pictures that stand in their own shape, and tells nothing of another's", async () => {
    const shape = { bytes: 1, width: 800, height: 1200 };
    await db()
      .insert(images)
      .values([
        { ...shape, merchantId: world.merchantId, id: pictureId("0") },
        { ...shape, merchantId: world.other, id: pictureId("1") },
      ]);
    const [image, hotspots] = ["0", "2"].map((mark) => ({ image: { id: pictureId(mark), alt: "Tea" } }));
    const blocks = [
      blockSchema.parse({ id: "p1", type: "image", props: image }),
      blockSchema.parse({ id: "p2", type: "hotspots", props: hotspots }),
      blockSchema.parse({ id: "p3", type: "hotspots", props: image }),
    ];
    expect(namedGoods(blocks).pictureIds).toEqual([pictureId("0"), pictureId("2")]);
    expect((await listPageGoods(scope(), named())).pictures).toEqual([
      { id: pictureId("0"), width: 800, height: 1200 },
    ]);
  });

  it("is the merchant's own and never another's, however it is named", async () => {
    const { products, packs } = await listPageGoods(scope(), named());
    expect(products).toMatchObject([{ id: world.product, name: "Egg tart", currency: "HKD" }]);
    expect(packs).toMatchObject([
      { id: world.pack, status: "active", left: 5, coupons: 2, priceMinor: 1000 },
    ]);
    expect((await findPageGoods(scope(), { kind: "product", text: "egg" })).products).toHaveLength(1);
    expect((await findPageGoods(scope(), { kind: "pack", text: "" })).packs).toHaveLength(1);
  });

  it("is nothing of what went off sale, and every process is told when it does", async () => {
    const told: string[] = [];
    const end = onChange((subject) => void told.push(subject));
    await expect.poll(() => told).toContain("*");
    const { product: productId, pack: packId } = world;
    await changeProductState(scope(), { requestId: requestId(), productId, change: "archive" });
    await changePackState(scope(), { requestId: packRequest(), packId, change: "pause" });
    expect(await listPageGoods(scope(), named())).toMatchObject({ products: [], packs: [] });
    await expect.poll(() => told).toEqual(expect.arrayContaining([`product:${productId}`, `pack:${packId}`]));
    await changeProductState(scope(), { requestId: requestId(), productId, change: "restore" });
    await changePackState(scope(), { requestId: packRequest(), packId, change: "resume" });
    end();
    await stopChangeFeed();
  });

  it("keeps no page, nor a template of one, that names another merchant's", async () => {
    const { activityId, product, pack, theirs, theirPack } = world;
    const save = (page: Page, version: number) =>
      savePage(scope(), { requestId: requestId(), activityId, version, page });
    const keep = (page: Page) => savePageTemplate(scope(), { requestId: requestId(), name: "Mine", page });
    for (const [page, code] of [
      [pageWith({ product: theirs, pack }), "product_gone"],
      [pageWith({ product, pack: theirPack }), "pack_gone"],
    ] as const) {
      expect(await save(page, 0)).toMatchObject({ refusal: { code } });
      expect(await keep(page)).toMatchObject({ refusal: { code } });
    }
    expect(await save(pageWith({ product: "", pack: "" }), 0)).toMatchObject({ ok: true });
    expect(await save(pageWith({ product, pack }), 1)).toMatchObject({ ok: true });
    expect(await keep(pageWith({ product, pack }))).toMatchObject({ ok: true });
  });
});

describe("the winners a page tells of", () => {
  const play = async (more: object) => {
    const memberId = await inTransaction((tx) => makeMember(tx, world.merchantId, more));
    const { activityId } = world;
    const scope = memberScope(world.merchantId, memberId);
    const request = { activityId, password: "snow", requestId: requestId(), address: "10.0.0.1" };
    const result = await claimPrizes(scope, request);
    if (!result.ok) throw new Error(result.refusal.code);
    return { memberId, scope, participationId: result.value.participationId };
  };

  it("are the newest first, each by one letter and nothing else of them", async () => {
    const won = async (more: object) => {
      const { scope, participationId, memberId } = await play(more);
      await tellWin(scope, { participationId, tell: true });
      return memberId;
    };
    await won({ name: "Mei Chan", nickname: null });
    await won({ name: "Sam Lee", nickname: "小山" });
    await won({ name: null, nickname: "" });
    const gone = await won({ name: "Forgotten", nickname: null });
    await db().update(members).set({ erasedAt: sql`now()` }).where(eq(members.id, gone));
    const winners = await listWinners(scope(), world.activityId);
    const masked = [null, "小••", "M••"].map((name) => ({ poolId: expect.any(String), name }));
    expect(winners).toEqual(masked);
    expect(await listWinners(scope(), world.activityId, 2)).toHaveLength(2);
    expect(await listWinners(testScope(world.other), world.activityId)).toEqual([]);
  });

  it("are those who agreed, for as long as they do, and nobody agrees for another", async () => {
    const before = await listWinners(scope(), world.activityId);
    const { scope: own, participationId } = await play({ name: "Quiet", nickname: null });
    const told = async () => (await listWinners(scope(), world.activityId)).map(({ name }) => name);
    expect(await told()).toEqual(before.map(({ name }) => name));
    const { scope: another } = await play({ name: "Nosy", nickname: null });
    const elsewhere = { ...own, merchantId: world.other };
    for (const foreign of [another, elsewhere]) {
      await expect(tellWin(foreign, { participationId, tell: true })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    await expect(tellWin(scope(), { participationId, tell: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    const audited = () => db().$count(auditEntries, eq(auditEntries.objectId, participationId));
    const base = await audited();
    for (let twice = 0; twice < 2; twice += 1) {
      expect(await tellWin(own, { participationId, tell: true })).toEqual({ ok: true, value: null });
    }
    expect((await told())[0]).toBe("Q••");
    expect(await getWin(own, world.activityId, participationId)).toMatchObject({
      isTold: true,
      shownAs: "Q••",
    });
    expect(await audited()).toBe(base + 1);
    await tellWin(own, { participationId, tell: false });
    expect(await told()).toEqual(before.map(({ name }) => name));
    expect(await audited()).toBe(base + 2);
  });

  it("say so and take it back so often in an hour, each for themselves", async () => {
    const [{ scope: own, participationId }, other] = [await play({}), await play({})];
    for (let times = 0; times < TELL_LIMIT.limit; times += 1) {
      expect(await tellWin(own, { participationId, tell: times % 2 === 0 })).toMatchObject({ ok: true });
    }
    expect(await tellWin(own, { participationId, tell: true })).toMatchObject({
      ok: false,
      refusal: { code: "too_many_tries", params: { until: expect.any(String) } },
    });
    expect(await getWin(own, world.activityId, participationId)).toMatchObject({ isTold: false });
    const theirs = { participationId: other.participationId, tell: true };
    expect(await tellWin(other.scope, theirs)).toMatchObject({ ok: true });
  });
});
