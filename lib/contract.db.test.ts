import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeOrder } from "@/db/seed/orders";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { eraseMember } from "@/lib/members/erase-member";
import { placeOrder } from "@/lib/orders/place-order";
import { orderInputSchema } from "@/lib/orders/schema";
import { createPack } from "@/lib/packs/create-pack";
import { packInputSchema } from "@/lib/packs/schema";
import { testProvider } from "@/lib/platform/payments/test-desk";
import { contractsOf } from "@/scripts/vitest-contract";
import { askApi, makeShop, type Sent, type Shop } from "@/scripts/vitest-contract-shops";

let ours: Shop;
let theirs: Shop;
let closedStoreId: string;
let serial = 0;
const { contract, expectWhole } = contractsOf(() => ({ ours, theirs }));

beforeAll(async () => {
  ours = await makeShop("OURSHOP");
  theirs = await makeShop("THEIRSHOP");
  const archivedAt = new Date();
  closedStoreId = await inTransaction((tx) => makeStore(tx, ours.merchantId, { archivedAt }));
});

/** Asks for something that has to work, and gives its answer. */
async function done(method: string, path: string, body?: unknown): Promise<{ [name: string]: unknown }> {
  const answer = await askApi(method, path, { key: ours.key, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}
const idOf = async (path: string, body?: unknown) => String((await done("POST", path, body)).id);
const word = (text: string) => `${text}${++serial}`;
const phone = () => `+85269${String(100_000 + ++serial)}`;
const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
const member = (more: { blockedAt?: Date } = {}) =>
  inTransaction((tx) => makeMember(tx, ours.merchantId, { phone: phone(), ...more }));
const blocked = () => member({ blockedAt: new Date() });

const coupon = (more: object = {}) => ({
  name: word("Tea "),
  currency: "HKD",
  benefit: { type: "percent_off", bps: 2000 },
  validity: { type: "days_after_claim", days: 30 },
  ...more,
});
const cash = () => coupon({ benefit: { type: "cash", amountMinor: 500 }, distribution: { quantity: 5 } });
const newCoupon = (more: object = {}) => idOf("/coupons", coupon(more));
const changed = async (change: string, couponId?: string) => {
  const id = couponId ?? (await newCoupon());
  await done("POST", `/coupons/${id}/${change}`);
  return id;
};
const byCode = (code: string, more: object = {}) =>
  coupon({ distribution: { methods: ["code"], sharedCode: { code }, ...more } });
const newCode = async () => {
  const code = word("CODE");
  await done("POST", "/coupons", byCode(code));
  return code;
};
/** Somebody who typed five codes that do not work. */
async function tired(): Promise<string> {
  const memberId = await member();
  for (let i = 0; i < 5; i += 1)
    await askApi("POST", "/codes/claim", { key: ours.key, body: { memberId, code: word("NONE") } });
  return memberId;
}

const activity = (more: object = {}) => ({
  ...{ kind: "code_redemption", name: "Summer", code: word("SUMMER"), startsAt: day(-1), endsAt: day(5) },
  rules: {
    passwords: [{ password: "SUN", inventory: 5, prizes: [{ couponId: ours.couponId, quantity: 1 }] }],
  },
  ...more,
});
const claimPage = () => {
  const { couponId } = ours;
  const prizes = [{ couponId, quantity: 1 }];
  const passwords = [{ password: "", inventory: 5, prizes }];
  const useLinks = { [couponId]: "https://shop.example/menu" };
  return activity({
    kind: "claim_page",
    rules: { passwords, perMember: 1, opensBy: "open", useLinks },
  });
};
const newActivity = (more: object = {}) => idOf("/activities", activity(more));
const won = async (activityId: string, memberId: string) => {
  await done("POST", `/activities/${activityId}/participations`, { memberId, password: "SUN" });
};

const cart = (more: object = {}) => ({
  ...{ storeId: ours.first.storeId, channel: "till", device: "till", currency: "HKD" },
  memberId: ours.first.memberId,
  lines: [{ id: word("l"), productId: ours.first.productId, unitPriceMinor: 5000, quantity: 2 }],
  ...more,
});
const placed = (more: object = {}) => idOf("/orders", cart({ vouchers: [], ...more }));
async function paid(): Promise<string> {
  const id = await placed();
  await done("POST", `/orders/${id}/pay`, { paymentRef: `till-${id}` });
  return id;
}
async function orderTo(change: "cancel" | "complete" | "refunds", from: () => Promise<string>) {
  const id = await from();
  await done("POST", `/orders/${id}/${change}`, change === "refunds" ? { by: "merchant" } : undefined);
  return id;
}
const cancelled = () => orderTo("cancel", placed);
const refunded = () => orderTo("refunds", paid);
/** An order whose time is over, which nobody has looked at since. */
async function overdue(): Promise<string> {
  const { first, merchantId } = ours;
  const id = await inTransaction((tx) => makeOrder(tx, merchantId, { ...first, memberId: null }));
  await db().execute(sql`update "order" set expires_at = now() - interval '1 second' where id = ${id}`);
  return id;
}
const held = (more: object = {}, at = new Date(), of = ours.first.memberId) =>
  inTransaction(async (tx) => {
    const couponId = await makeCoupon(tx, ours.merchantId, {
      ...{ name: word("Words "), benefit: { type: "generic", text: "A free refill" } },
      ...more,
    });
    return await makeVoucher(tx, ours.merchantId, { memberId: of, couponId, at });
  });
const noImage = { id: `img_${"0".repeat(26)}`, alt: "A cup" };
const markActivity = (id: string, column: "paused_at" | "archived_at") =>
  db().execute(sql`update activity set ${sql.identifier(column)} = now() where id = ${id}`);
/** As a transfer leaves the voucher that it takes. */
const transferred = async () => {
  const id = await held();
  await db().execute(sql`update voucher set status = 'transferred' where id = ${id}`);
  await db().execute(sql`insert into voucher_event (merchant_id, id, voucher_id, at, kind, actor_type, cause)
    values (${ours.merchantId}, ${newId("vev")}, ${id}, now(), 'offered', 'system', '{}')`);
  await db().execute(sql`insert into voucher_gift (merchant_id, id, voucher_id, giver_member_id, status, created_at, ends_at)
    select merchant_id, ${newId("gft")}, id, member_id, 'waiting', now(), now() + interval '1 day' from voucher where id = ${id}`);
  return id;
};
/** A day of the week that it is nowhere in the world now. */
const otherDay = () => ((new Date().getUTCDay() + 3) % 7) + 1;
const atBar = () => ({ conditions: { regions: [{ storeId: ours.first.storeId, names: ["Bar"] }] } });
const off = { benefit: { type: "amount_off", amountMinor: 100 } } as const;
const used = async () => {
  const id = await held();
  await done("POST", `/vouchers/${id}/redeem`, {});
  return id;
};
async function couponOf(voucherId: string): Promise<string> {
  const [row] = await db().execute<{ id: string }>(
    sql`select coupon_id as id from voucher where id = ${voucherId}`,
  );
  return row?.id ?? "";
}
const revoked = async () => {
  const id = await held();
  await done("POST", `/vouchers/${id}/revoke`, {});
  return id;
};
const reserved = async () => {
  const id = await held(off);
  await placed({ vouchers: [id] });
  return id;
};

const pack = (more: object = {}, sale: object = {}) => ({
  ...{ type: "paid", name: "Coffee week", description: word("Seven coffees ") },
  contents: {
    schedule: { type: "recurring", every: { unit: "week", weekdays: [1] }, cycles: 3 },
    items: [{ couponId: ours.couponId, quantity: 2, validDays: 7 }],
  },
  sale: { priceMinor: 2500, currency: "HKD", channels: ["mall", "order"], ...sale },
  ...more,
});
const newPack = (sale: object = {}) => idOf("/packs", pack({}, sale));
const bought = async (packId?: string, memberId?: string) =>
  idOf(`/packs/${packId ?? (await newPack())}/purchases`, {
    ...{ memberId: memberId ?? (await member()), channel: "mall" },
  });
/** A pack of a coupon that nothing else stands on. */
const packOfOne = async () => {
  const couponId = await newCoupon();
  const items = [{ couponId, quantity: 1, validDays: 7 }];
  return {
    couponId,
    packId: await idOf("/packs", pack({ contents: { schedule: { type: "once" }, items } })),
  };
};
const draftPack = async () => {
  const made = await createPack(testScope(ours.merchantId), {
    ...{ requestId: crypto.randomUUID(), publish: false, pack: packInputSchema.parse(pack()) },
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};
async function orderOf(purchaseId: string): Promise<string> {
  const [row] = await db().execute<{ id: string }>(
    sql`select order_id as id from pack_purchase where id = ${purchaseId}`,
  );
  return row?.id ?? "";
}
async function boughtWithOrder(of?: string): Promise<string> {
  const packId = of ?? (await newPack());
  const memberId = await member();
  const order = orderInputSchema.parse(cart({ memberId }));
  const packs = [{ packId, priceMinor: 2500 }];
  const made = await placeOrder(testScope(ours.merchantId), { requestId: crypto.randomUUID(), order, packs });
  expect(made.ok).toBe(true);
  const page = await done("GET", `/packs/${packId}/purchases`);
  return String((page.data as { id: string }[])[0]?.id);
}
const packMark = (id: string, column: "paused_at" | "archived_at") =>
  db().execute(sql`update pack set ${sql.identifier(column)} = now() where id = ${id}`);

const webhook = (more: object = {}) => ({
  ...{ name: word("Hook "), url: "https://example.com/hooks", events: ["voucher.*"] },
  ...more,
});
const nobody = "mbr_00000000000000000000000000";
const at = (path: string, body?: object): Sent => [path, body];

contract("GET /merchant", { 200: { "the merchant of the key": () => ["/merchant"] } });
contract("PATCH /merchant", {
  200: { "what is left out stays": () => ["/merchant", { maxVouchersPerOrder: 4 }] },
  422: { maxVouchersPerOrder: () => ["/merchant", { maxVouchersPerOrder: 0 }] },
});
contract("POST /stores", {
  200: {
    "a store": () => ["/stores", { name: word("Pier "), currency: "HKD", timeZone: "Asia/Hong_Kong" }],
  },
  422: { timeZone: () => ["/stores", { name: "Pier", currency: "HKD", timeZone: "Mars/Base" }] },
});
contract("GET /stores", {
  200: { "all of them": () => ["/stores"] },
  422: { limit: () => ["/stores?limit=0"] },
});

contract("POST /members", {
  200: {
    "a new one": () => ["/members", { phone: phone(), name: "Mei", tags: ["vip"] }],
    "one who is there": () => ["/members", { phone: ours.first.phone }],
  },
  409: {
    external_id_taken: async () => {
      const externalId = word("crm-");
      await done("POST", "/members", { phone: phone(), externalId });
      const other = phone();
      await done("POST", "/members", { phone: other });
      return ["/members", { phone: other, externalId }];
    },
    phone_erased: async () => {
      const own = phone();
      const memberId = String((await done("POST", "/members", { phone: own })).id);
      const erasure = { requestId: crypto.randomUUID(), memberId, confirmation: own.slice(-4) };
      expect((await eraseMember(testScope(ours.merchantId), erasure)).ok).toBe(true);
      return ["/members", { phone: own }];
    },
  },
  422: {
    phone: () => ["/members", { phone: "+1" }],
    birthday: () => ["/members", { phone: phone(), birthday: "1999-02-30" }],
  },
});
contract("GET /members", {
  200: { "by phone": () => [`/members?phone=${encodeURIComponent(ours.first.phone)}`] },
  422: { phone: () => ["/members"] },
});
contract("GET /members/:id", { 200: { "one of ours": () => [`/members/${ours.first.memberId}`] } });
contract("GET /members/:id/vouchers", {
  200: {
    "all, newest first": () => [`/members/${ours.first.memberId}/vouchers`],
    "of a status": () => [`/members/${ours.first.memberId}/vouchers?status=used`],
  },
  422: { status: () => [`/members/${ours.first.memberId}/vouchers?status=lost`] },
});

contract("POST /coupons", {
  200: {
    "with its defaults": () => ["/coupons", coupon()],
    "by code": () => ["/coupons", byCode(word("CODE"))],
    "with every part": () => [
      "/coupons",
      coupon({
        ...{ usageRules: "Once", translations: { "zh-CN": { name: "茶" } }, faceColour: "#aa0000" },
        ...{ scope: { categoryIds: [ours.categoryId] }, conditions: { storeIds: [ours.first.storeId] } },
        ...{ budgetMinor: 5000, refund: { returnWhenAllRefunded: true } },
      }),
    ],
  },
  404: {
    "another merchant's product": () => ["/coupons", coupon({ scope: { productIds: [theirs.productId] } })],
    "another merchant's store": () => [
      "/coupons",
      coupon({ conditions: { storeIds: [theirs.first.storeId] } }),
    ],
    "another merchant's tag": () => [
      "/coupons",
      coupon({ conditions: { audience: { type: "match", tagIds: [theirs.tagId] } } }),
    ],
  },
  409: {
    promo_code_taken: async () => ["/coupons", byCode((await newCode()).toLowerCase())],
    image_gone: () => ["/coupons", coupon({ image: noImage })],
  },
  422: {
    currency: () => ["/coupons", coupon({ currency: "CHF" })],
    "benefit.bps": () => ["/coupons", coupon({ benefit: { type: "percent_off", bps: 1 } })],
    audience_nobody: () => ["/coupons", coupon({ conditions: { audience: { type: "match" } } })],
    giftable: () => ["/coupons", coupon({ benefit: { type: "points", points: 5 }, giftable: true })],
  },
});
contract("GET /coupons", {
  200: { "all of them": () => ["/coupons"], "of a status": () => ["/coupons?status=active"] },
  422: { status: () => ["/coupons?status=lost"] },
});
contract("GET /coupons/:id", { 200: { "one of ours": () => [`/coupons/${ours.couponId}`] } });
contract("PATCH /coupons/:id", {
  200: { "a part of it": () => [`/coupons/${ours.couponId}`, { description: "Sweet" }] },
  409: {
    archived: async () => [`/coupons/${await changed("archive")}`, { description: "Sweet" }],
    type_fixed: () => [`/coupons/${ours.couponId}`, { benefit: { type: "points", points: 1 } }],
    currency_fixed: () => [`/coupons/${ours.first.couponId}`, { currency: "USD" }],
    quantity_below_issued: () => [`/coupons/${ours.first.couponId}`, { distribution: { quantity: 1 } }],
    promo_code_taken: async () => {
      const code = await newCode();
      return [`/coupons/${await newCoupon()}`, { distribution: { methods: ["code"], sharedCode: { code } } }];
    },
    promo_code_below_claimed: async () => {
      const code = word("CODE");
      const id = await idOf("/coupons", byCode(code));
      for (let n = 0; n < 2; n += 1) await done("POST", "/codes/claim", { code, memberId: await member() });
      return [`/coupons/${id}`, { distribution: { methods: ["code"], sharedCode: { code, quantity: 1 } } }];
    },
    budget_below_spent: async () => {
      const id = await newCoupon({ budgetMinor: 5000 });
      const memberId = await member();
      await done("POST", `/coupons/${id}/issue`, { memberId });
      await placed({ memberId, vouchers: "best" });
      return [`/coupons/${id}`, { budgetMinor: 1 }];
    },
    cash_fixed: async () => [
      `/coupons/${await idOf("/coupons", cash())}`,
      { benefit: { type: "cash", amountMinor: 600 } },
    ],
    image_gone: async () => [`/coupons/${await newCoupon()}`, { image: noImage }],
  },
  422: {
    currency: async () => [`/coupons/${await newCoupon()}`, { currency: "CHF" }],
    "validity.type": async () => [`/coupons/${await newCoupon()}`, { validity: { type: "always" } }],
  },
});
contract("POST /coupons/:id/pause", {
  200: { "an active one": async () => [`/coupons/${await newCoupon()}/pause`] },
  409: { wrong_state: async () => [`/coupons/${await changed("pause")}/pause`] },
});
contract("POST /coupons/:id/resume", {
  200: { "a paused one": async () => [`/coupons/${await changed("pause")}/resume`] },
  409: { wrong_state: async () => [`/coupons/${await newCoupon()}/resume`] },
});
contract("POST /coupons/:id/archive", {
  200: { "an active one": async () => [`/coupons/${await newCoupon()}/archive`] },
  409: { wrong_state: async () => [`/coupons/${await changed("archive")}/archive`] },
});
contract("POST /coupons/:id/issue", {
  200: {
    "two copies": async () => [
      `/coupons/${await newCoupon()}/issue`,
      { memberId: ours.first.memberId, quantity: 2 },
    ],
  },
  404: {
    "another merchant's member": async () => [
      `/coupons/${await newCoupon()}/issue`,
      { memberId: theirs.first.memberId },
    ],
  },
  409: {
    archived: async () => [`/coupons/${await changed("archive")}/issue`, { memberId: await member() }],
    paused: async () => [`/coupons/${await changed("pause")}/issue`, { memberId: await member() }],
    draft: async () => [`/coupons/${ours.draftId}/issue`, { memberId: await member() }],
    ended: async () => {
      const validity = { type: "fixed", from: day(-5), until: day(-1) };
      return [`/coupons/${await newCoupon({ validity })}/issue`, { memberId: await member() }];
    },
    sold_out: async () => {
      const distribution = { quantity: 1 };
      return [
        `/coupons/${await newCoupon({ distribution })}/issue`,
        { memberId: await member(), quantity: 2 },
      ];
    },
    not_targeted: async () => {
      const distribution = { methods: ["public"] };
      return [`/coupons/${await newCoupon({ distribution })}/issue`, { memberId: await member() }];
    },
    blocked: async () => [`/coupons/${await newCoupon()}/issue`, { memberId: await blocked() }],
    member_not_eligible: async () => {
      const conditions = { audience: { type: "existing" } };
      return [`/coupons/${await newCoupon({ conditions })}/issue`, { memberId: await member() }];
    },
    claim_limit_reached: async () => {
      const distribution = { claimLimit: 1 };
      return [
        `/coupons/${await newCoupon({ distribution })}/issue`,
        { memberId: await member(), quantity: 2 },
      ];
    },
    daily_limit_reached: async () => {
      const distribution = { claimLimitPerDay: 1 };
      return [
        `/coupons/${await newCoupon({ distribution })}/issue`,
        { memberId: await member(), quantity: 2 },
      ];
    },
  },
  422: { quantity: () => [`/coupons/${ours.couponId}/issue`, { memberId: nobody, quantity: 101 }] },
});

contract("POST /categories", {
  200: { "a new one": () => ["/categories", { name: word("Pastry ") }] },
  409: {
    name_taken: async () => {
      const name = word("Twice ");
      await done("POST", "/categories", { name });
      return ["/categories", { name: name.toUpperCase() }];
    },
  },
  422: { name: () => ["/categories", { name: " " }] },
});
contract("GET /categories", {
  200: { "all of them": () => ["/categories"] },
  422: { limit: () => ["/categories?limit=101"] },
});
contract("POST /products", {
  200: { "a new one": () => ["/products", { name: word("Egg tart "), priceMinor: 1200 }] },
  404: {
    "another merchant's category": () => [
      "/products",
      { name: "Tart", priceMinor: 1, categoryIds: [theirs.categoryId] },
    ],
    "another merchant's store": () => [
      "/products",
      { name: "Tart", priceMinor: 1, storeIds: [theirs.first.storeId] },
    ],
  },
  409: {
    sku_taken: async () => {
      const sku = word("EGG");
      await done("POST", "/products", { name: "Tart", sku, priceMinor: 1 });
      return ["/products", { name: "Tart", sku, priceMinor: 1 }];
    },
  },
  422: {
    priceMinor: () => ["/products", { name: "Tart" }],
    price_missing: () => ["/products", { name: "Tart", prices: [] }],
    currency_unused: () => [
      "/products",
      { name: "Tart", priceMinor: 1, prices: [{ currency: "EUR", priceMinor: 1 }] },
    ],
  },
});
contract("GET /products", {
  200: { "on sale": () => ["/products"] },
  422: { categoryId: () => ["/products?categoryId=x"] },
});

contract("POST /codes/claim", {
  200: {
    "a code that works": async () => ["/codes/claim", { code: await newCode(), memberId: await member() }],
  },
  404: {
    "another merchant's member": async () => [
      "/codes/claim",
      { code: await newCode(), memberId: theirs.first.memberId },
    ],
  },
  409: {
    code_not_usable: async () => ["/codes/claim", { code: word("NONE"), memberId: await member() }],
    too_many_tries: async () => ["/codes/claim", { code: await newCode(), memberId: await tired() }],
  },
  422: { code: () => ["/codes/claim", { code: " ", memberId: nobody }] },
});

contract("POST /activities", {
  200: {
    "a new one": () => ["/activities", activity()],
    "a claim page": () => ["/activities", claimPage()],
  },
  404: {
    "another merchant's coupon": () => [
      "/activities",
      activity({
        rules: {
          passwords: [{ password: "A", inventory: 1, prizes: [{ couponId: theirs.couponId, quantity: 1 }] }],
        },
      }),
    ],
    "another merchant's tag": () => [
      "/activities",
      activity({ audience: { type: "match", tagIds: [theirs.tagId] } }),
    ],
  },
  409: {
    code_taken: async () => {
      const code = word("TWICE");
      await newActivity({ code });
      return ["/activities", activity({ code })];
    },
    image_gone: () => ["/activities", activity({ heroImage: noImage })],
    coupon_not_usable: () => [
      "/activities",
      activity({
        rules: {
          passwords: [{ password: "A", inventory: 1, prizes: [{ couponId: ours.draftId, quantity: 1 }] }],
        },
      }),
    ],
  },
  422: {
    endsAt: () => ["/activities", activity({ endsAt: day(-2) })],
    timeZone: () => ["/activities", activity({ timeZone: "Mars/Base" })],
    passwords_alike: () => {
      const one = { inventory: 1, prizes: [{ couponId: ours.couponId, quantity: 1 }] };
      const passwords = [
        { password: "Sun", ...one },
        { password: "SUN ", ...one },
      ];
      return ["/activities", activity({ rules: { passwords } })];
    },
    password_empty: () => {
      const prizes = [{ couponId: ours.couponId, quantity: 1 }];
      return [
        "/activities",
        activity({ rules: { passwords: [{ password: "\u200b", inventory: 1, prizes }] } }),
      ];
    },
    audience_nobody: () => ["/activities", activity({ audience: { type: "match" } })],
  },
});
contract("GET /activities", {
  200: { "all of them": () => ["/activities"], "of a status": () => ["/activities?status=running"] },
  422: { status: () => ["/activities?status=lost"] },
});
contract("GET /activities/:id", { 200: { "one of ours": () => [`/activities/${ours.first.activityId}`] } });

const claims = (id: string, memberId: string, password = "SUN"): Sent =>
  at(`/activities/${id}/participations`, { memberId, password });
contract("POST /activities/:id/participations", {
  200: { "with its password": async () => claims(await newActivity(), await member()) },
  404: { "another merchant's member": async () => claims(await newActivity(), theirs.first.memberId) },
  409: {
    not_started: async () => claims(await newActivity({ startsAt: day(1) }), await member()),
    ended: async () => claims(await newActivity({ startsAt: day(-3), endsAt: day(-1) }), await member()),
    paused: async () => {
      const id = await newActivity();
      await markActivity(id, "paused_at");
      return claims(id, await member());
    },
    archived: async () => {
      const id = await newActivity();
      await markActivity(id, "archived_at");
      return claims(id, await member());
    },
    blocked: async () => claims(await newActivity(), await blocked()),
    member_not_eligible: async () =>
      claims(await newActivity({ audience: { type: "existing" } }), await member()),
    wrong_password: async () => claims(await newActivity(), await member(), "MOON"),
    too_many_tries: async () => {
      const [id, memberId] = [await newActivity(), await member()];
      for (let i = 0; i < 5; i += 1) {
        const [path, body] = claims(id, memberId, `MOON${i}`);
        await askApi("POST", path, { key: ours.key, body });
      }
      return claims(id, memberId);
    },
    participation_limit_reached: async () => {
      const [id, memberId] = [await newActivity({ limits: { perMember: 1 } }), await member()];
      await won(id, memberId);
      return claims(id, memberId);
    },
    daily_limit_reached: async () => {
      const [id, memberId] = [await newActivity({ limits: { perMemberPerDay: 1 } }), await member()];
      await won(id, memberId);
      return claims(id, memberId);
    },
    sold_out: async () => {
      const id = await newActivity({ limits: { total: 1 } });
      await won(id, await member());
      return claims(id, await member());
    },
    prize_unavailable: async () => {
      const couponId = await newCoupon();
      const passwords = [{ password: "SUN", inventory: 5, prizes: [{ couponId, quantity: 1 }] }];
      const id = await newActivity({ rules: { passwords } });
      await changed("pause", couponId);
      return claims(id, await member());
    },
  },
  422: {
    password: async () => [`/activities/${await newActivity()}/participations`, { memberId: await member() }],
  },
});

const cartFaults = (path: string) => ({
  404: {
    "another merchant's store": () => at(path, cart({ storeId: theirs.first.storeId })),
    "another merchant's product": () =>
      at(path, cart({ lines: [{ id: "1", productId: theirs.productId, unitPriceMinor: 1, quantity: 1 }] })),
    "another merchant's member": () => at(path, cart({ memberId: theirs.first.memberId })),
  },
  409: {
    store_closed: () => at(path, cart({ storeId: closedStoreId })),
    code_not_usable: async () => at(path, cart({ memberId: await member(), codes: [word("NONE")] })),
    too_many_tries: async () => at(path, cart({ memberId: await tired(), codes: [await newCode()] })),
  },
  422: {
    currency: () => at(path, cart({ currency: "USD" })),
    wrong_currency: () => at(path, cart({ currency: "USD" })),
    lines: () => at(path, cart({ lines: [] })),
    "lines.0.quantity": () =>
      at(path, cart({ lines: [{ id: "1", productId: ours.productId, unitPriceMinor: 1, quantity: 0 }] })),
    memberId: () => at(path, cart({ memberId: "x" })),
  },
});
contract("POST /quotes", {
  200: {
    "the best vouchers": () => ["/quotes", cart()],
    "those named, with the reasons of those that do not work": async () => [
      "/quotes",
      cart({ vouchers: [await used(), await held(off), "vch_nobody", theirs.deskVoucherId] }),
    ],
    "a code that works": async () => ["/quotes", cart({ codes: [await newCode()] })],
    "on a part of the store's floor": async () => [
      "/quotes",
      cart({ region: "Bar", vouchers: [await held({ ...off, ...atBar() })] }),
    ],
    "at another time": () => ["/quotes", cart({ at: day(400) })],
  },
  ...cartFaults("/quotes"),
});
const ofOrders = cartFaults("/orders");
contract("POST /orders", {
  200: {
    "without a coupon": () => ["/orders", cart({ vouchers: [], note: word("Table ") })],
    "on a part of the store's floor": () => ["/orders", cart({ vouchers: [], region: "Bar" })],
    "with the best coupons": async () => ["/orders", cart({ memberId: await member() })],
    "with a voucher": async () => ["/orders", cart({ vouchers: [await held(off)] })],
    "with a code": async () => ["/orders", cart({ memberId: await member(), codes: [await newCode()] })],
  },
  ...ofOrders,
  409: {
    ...ofOrders[409],
    vouchers_not_applicable: async () => ["/orders", cart({ vouchers: [await used()] })],
  },
});
contract("GET /orders", {
  200: {
    "all, newest first": () => ["/orders"],
    "of a member": () => [`/orders?status=placed&memberId=${ours.second.memberId}`],
  },
  422: { status: () => ["/orders?status=lost"] },
});
contract("GET /orders/:id", {
  200: {
    "an unpaid one": () => [`/orders/${ours.orderId}`],
    "a refunded one": async () => [`/orders/${await refunded()}`],
    "one with a pack": async () => [`/orders/${await orderOf(await boughtWithOrder())}`],
  },
});
const pays = (id: string, paymentRef = word("till-")): Sent => at(`/orders/${id}/pay`, { paymentRef });
contract("POST /orders/:id/pay", {
  200: {
    "an unpaid one": async () => pays(await placed({ vouchers: [await held(off)] })),
    "one with a pack": async () => pays(await orderOf(await boughtWithOrder())),
    "paid already with the same reference": async () => {
      const id = await paid();
      return pays(id, `till-${id}`);
    },
  },
  409: {
    order_cancelled: async () => pays(await cancelled()),
    order_expired: async () => pays(await overdue()),
    order_already_paid: async () => pays(await paid()),
    pack_unavailable: async () => {
      const { packId, couponId } = await packOfOne();
      const id = await boughtWithOrder(packId);
      await changed("archive", couponId);
      return pays(await orderOf(id));
    },
  },
  422: { paymentRef: () => pays(ours.orderId, " ") },
});
contract("POST /orders/:id/complete", {
  200: { "a paid one": async () => [`/orders/${await paid()}/complete`] },
  409: {
    order_cancelled: async () => [`/orders/${await cancelled()}/complete`],
    order_not_paid: async () => [`/orders/${await placed()}/complete`],
    order_refunded: async () => [`/orders/${await refunded()}/complete`],
    order_completed: async () => [`/orders/${await orderTo("complete", paid)}/complete`],
  },
});
contract("POST /orders/:id/cancel", {
  200: { "an unpaid one": async () => [`/orders/${await placed()}/cancel`] },
  409: {
    order_cancelled: async () => [`/orders/${await cancelled()}/cancel`],
    order_already_paid: async () => [`/orders/${await paid()}/cancel`],
  },
});
const refunds = (id: string, more: object = {}): Sent =>
  at(`/orders/${id}/refunds`, { by: "merchant", ...more });
contract("POST /orders/:id/refunds", {
  200: {
    "all of it": async () => refunds(await paid()),
    "a unit of a line": async () => {
      const lines = [{ id: "l1", productId: ours.first.productId, unitPriceMinor: 5000, quantity: 2 }];
      const id = await placed({ lines, vouchers: [await held(off)] });
      await done("POST", `/orders/${id}/pay`, { paymentRef: id });
      return refunds(id, { by: "member", lines: [{ lineId: "l1", quantity: 1 }] });
    },
  },
  409: {
    order_cancelled: async () => refunds(await cancelled()),
    order_not_paid: async () => refunds(await placed()),
    refund_exceeds_order: async () => refunds(await paid(), { lines: [{ lineId: "none", quantity: 1 }] }),
    refund_not_payable: async () => {
      const id = await paid();
      await db().execute(sql`insert into payment (merchant_id, id, order_id, provider, amount_minor, currency, status,
          pays_order, look_at)
        values (${ours.merchantId}, ${newId("pay")}, ${id}, 'test', 10000, 'HKD', 'paid', 'yes', now())`);
      vi.spyOn(testProvider, "canMove").mockReturnValueOnce(false);
      return refunds(id);
    },
  },
  422: {
    by: () => refunds(ours.orderId, { by: "nobody" }),
    lines: () => refunds(ours.orderId, { lines: [] }),
  },
});

const redeems = (id: string, body: object = {}): Sent => at(`/vouchers/${id}/redeem`, body);
contract("POST /vouchers/:id/redeem", {
  200: {
    words: async () => redeems(await held(), { note: "Second cup" }),
    "on a part of the floor": async () =>
      redeems(await held(atBar()), { storeId: ours.first.storeId, region: "Bar" }),
    "points, credited": async () => redeems(await held({ benefit: { type: "points", points: 5 } })),
    "cash, credited": async () => redeems(await held({ benefit: { type: "cash", amountMinor: 500 } })),
  },
  404: {
    "another merchant's store": async () => redeems(await held(), { storeId: theirs.first.storeId }),
  },
  409: {
    needs_order: async () => redeems(await held(off)),
    used: async () => redeems(await used()),
    cancelled: async () => redeems(await revoked()),
    expired: async () => redeems(await held({}, new Date(day(-400)))),
    not_started: async () =>
      redeems(await held({ validity: { type: "days_after_claim", startAfterDays: 5, days: 5 } })),
    store_not_allowed: async () =>
      redeems(await held({ conditions: { storeIds: [ours.second.storeId] } }), {
        storeId: ours.first.storeId,
      }),
    store_required: async () => redeems(await held({ conditions: { storeIds: [ours.first.storeId] } })),
    transferred: async () => redeems(await transferred()),
    coupon_paused: async () => {
      const id = await held();
      await changed("pause", await couponOf(id));
      return redeems(id);
    },
    wrong_currency: async () =>
      redeems(await held({ benefit: { type: "cash", amountMinor: 500 }, currency: "USD" }), {
        storeId: ours.first.storeId,
      }),
    channel_not_allowed: async () => redeems(await held({ conditions: { channels: ["online"] } })),
    device_not_allowed: async () => redeems(await held({ conditions: { devices: ["mobile"] } })),
    outside_time_window: async () =>
      redeems(await held({ conditions: { weekdays: [otherDay()] } }), { storeId: ours.first.storeId }),
    usage_limit_reached: async () => {
      const id = await held({ conditions: { maxUsesPerMember: 1 } });
      const couponId = await couponOf(id);
      const { memberId } = ours.first;
      const other = await inTransaction((tx) =>
        makeVoucher(tx, ours.merchantId, { memberId, couponId, at: new Date() }),
      );
      await done("POST", `/vouchers/${other}/redeem`, {});
      return redeems(id);
    },
    region_not_allowed: async () =>
      redeems(await held(atBar()), { storeId: ours.first.storeId, region: "Garden" }),
    member_not_eligible: async () => {
      const conditions = { audience: { type: "existing" } } as const;
      return redeems(await held({ conditions }, new Date(), await member()));
    },
  },
  422: { storeId: () => redeems(ours.deskVoucherId, { storeId: "x" }) },
});
const revokes = (id: string, body: object = {}): Sent => at(`/vouchers/${id}/revoke`, body);
contract("POST /vouchers/:id/revoke", {
  200: {
    "one that was not used": async () => revokes(await held(off), { note: "A mistake" }),
    "one that is offered as a gift": async () => revokes(await transferred()),
    "in a store": async () => revokes(await held(off), { storeId: ours.first.storeId }),
  },
  404: {
    "another merchant's store": async () => revokes(await held(off), { storeId: theirs.first.storeId }),
  },
  409: {
    used: async () => revokes(await used()),
    reserved: async () => revokes(await reserved()),
    cancelled: async () => revokes(await revoked()),
  },
  422: { note: () => revokes(ours.deskVoucherId, { note: "x".repeat(501) }) },
});

const explains = (more: object): Sent => at("/explain", { memberId: ours.first.memberId, ...more });
const ofQuotes = (more: object = {}) => explains({ couponId: ours.first.couponId, quote: cart(more) });
contract("POST /explain", {
  200: {
    "a coupon on a cart": () => ofQuotes(),
    "a coupon of another part of the floor": async () => {
      const voucherId = await held({ ...off, ...atBar() });
      return explains({ voucherId, quote: cart({ region: "Garden" }) });
    },
    "a voucher that is used": async () => explains({ voucherId: await used() }),
    "a voucher whose time is over": async () => explains({ voucherId: await held({}, new Date(day(-400))) }),
    "a coupon that cannot be claimed": async () => explains({ couponId: await changed("pause") }),
    "a code": async () => explains({ code: await newCode() }),
  },
  404: {
    "another merchant's member": () => explains({ memberId: theirs.first.memberId, couponId: ours.couponId }),
    "another merchant's coupon": () => explains({ couponId: theirs.couponId }),
    "another merchant's voucher": () => explains({ voucherId: theirs.deskVoucherId }),
    "another merchant's store": () => ofQuotes({ storeId: theirs.first.storeId }),
    "another merchant's product": () =>
      ofQuotes({ lines: [{ id: "1", productId: theirs.productId, unitPriceMinor: 1, quantity: 1 }] }),
  },
  409: {
    store_closed: () => ofQuotes({ storeId: closedStoreId }),
    code_not_usable: async () => explains({ memberId: await member(), code: word("NONE") }),
    too_many_tries: async () => explains({ memberId: await tired(), code: await newCode() }),
  },
  422: {
    wrong_currency: () => ofQuotes({ currency: "USD" }),
    couponId: () => explains({ couponId: "x" }),
    "quote.lines": () => ofQuotes({ lines: [] }),
    "": () => explains({}),
  },
});

contract("POST /packs", {
  200: { "a paid one": () => ["/packs", pack()] },
  404: {
    "another merchant's coupon": () => {
      const items = [{ couponId: theirs.couponId, quantity: 1, validDays: 7 }];
      return ["/packs", pack({ contents: { schedule: { type: "once" }, items } })];
    },
    "another merchant's store": () => ["/packs", pack({}, { storeIds: [theirs.first.storeId] })],
  },
  409: {
    image_gone: () => ["/packs", pack({ image: { id: `img_${"0".repeat(26)}`, alt: "A cup" } })],
  },
  422: {
    "sale.priceMinor": () => ["/packs", pack({}, { priceMinor: -1 })],
    "sale.currency": () => ["/packs", pack({}, { currency: "CHF" })],
    redirect_not_allowed: () => ["/packs", pack({}, { redirectUrl: "https://elsewhere.example/x" })],
  },
});
contract("GET /packs", {
  200: { "all of them": () => ["/packs"] },
  422: { status: () => ["/packs?status=lost"] },
});
contract("GET /packs/:id", { 200: { "one of ours": () => [`/packs/${ours.packs.first.packId}`] } });
const gifts = (id: string, more: object = {}): Sent => at(`/packs/${id}/gift`, { phone: phone(), ...more });
contract("POST /packs/:id/gift", {
  200: {
    "a number that is no member yet": async () => gifts(await newPack()),
    "a member": async () => gifts(await newPack(), { phone: ours.first.phone, quantity: 2 }),
  },
  409: {
    blocked: async () => {
      const to = phone();
      await inTransaction((tx) => makeMember(tx, ours.merchantId, { phone: to, blockedAt: new Date() }));
      return gifts(await newPack(), { phone: to });
    },
    sold_out: async () => gifts(await newPack({ quantity: 1 }), { quantity: 2 }),
    draft: async () => gifts(await draftPack()),
    gift_too_large: async () => {
      const items = [{ couponId: ours.couponId, quantity: 99, validDays: 7 }];
      const id = await idOf("/packs", pack({ contents: { schedule: { type: "once" }, items } }));
      return gifts(id, { quantity: 99 });
    },
    pack_unavailable: async () => {
      const { packId, couponId } = await packOfOne();
      await changed("archive", couponId);
      return gifts(packId, { phone: ours.first.phone });
    },
    paused: async () => {
      const id = await newPack();
      await packMark(id, "paused_at");
      return gifts(id);
    },
    archived: async () => {
      const id = await newPack();
      await packMark(id, "archived_at");
      return gifts(id);
    },
  },
  422: { phone_invalid: () => gifts(ours.packs.first.packId, { phone: "+1 234 5" }) },
});
const buys = async (id: string, memberId?: string): Promise<Sent> =>
  at(`/packs/${id}/purchases`, { memberId: memberId ?? (await member()), channel: "mall" });
contract("POST /packs/:id/purchases", {
  200: { "for a member": async () => await buys(await newPack()) },
  404: { "another merchant's member": async () => await buys(await newPack(), theirs.first.memberId) },
  409: {
    blocked: async () => await buys(await newPack(), await blocked()),
    too_many_unpaid: async () => {
      const memberId = await member();
      await bought(undefined, memberId);
      await bought(undefined, memberId);
      return await buys(await newPack(), memberId);
    },
    pack_not_sold: async () => await buys(await newPack({ channels: ["order"] })),
    pack_not_started: async () => await buys(await newPack({ from: day(1), until: day(2) })),
    ended: async () => await buys(await newPack({ from: day(-3), until: day(-2) })),
    sold_out: async () => {
      const id = await newPack({ quantity: 1 });
      await bought(id);
      return await buys(id);
    },
    draft: async () => await buys(await draftPack()),
    paused: async () => {
      const id = await newPack();
      await packMark(id, "paused_at");
      return await buys(id);
    },
    archived: async () => {
      const id = await newPack();
      await packMark(id, "archived_at");
      return await buys(id);
    },
    pack_unavailable: async () => {
      const { packId, couponId } = await packOfOne();
      await changed("archive", couponId);
      return await buys(packId);
    },
    purchase_limit_today: async () => {
      const [id, memberId] = [await newPack({ limitPerDay: 1 }), await member()];
      await bought(id, memberId);
      return await buys(id, memberId);
    },
    purchase_limit_reached: async () => {
      const [id, memberId] = [await newPack({ limit: 1 }), await member()];
      await bought(id, memberId);
      return await buys(id, memberId);
    },
  },
  422: {
    channel: () => [`/packs/${ours.packs.first.packId}/purchases`, { memberId: nobody, channel: "sea" }],
  },
});
contract("GET /packs/:id/purchases", {
  200: { "newest first": () => [`/packs/${ours.packs.first.packId}/purchases`] },
});
contract("GET /purchases/:id", {
  200: { "one of ours": () => [`/purchases/${ours.packs.first.purchaseId}`] },
});
const paysFor = (id: string, paymentRef = word("till ")): Sent => at(`/purchases/${id}/pay`, { paymentRef });
const givenUp = async () => {
  const id = await bought();
  await done("POST", `/purchases/${id}/cancel`);
  return id;
};
contract("POST /purchases/:id/pay", {
  200: { "an unpaid one": async () => paysFor(await bought()) },
  409: {
    purchase_cancelled: async () => paysFor(await givenUp()),
    purchase_already_paid: () => paysFor(ours.packs.first.purchaseId),
    purchase_with_order: async () => paysFor(await boughtWithOrder()),
    pack_unavailable: async () => {
      const { packId, couponId } = await packOfOne();
      const id = await bought(packId);
      await changed("archive", couponId);
      return paysFor(id);
    },
    purchase_expired: async () => {
      const id = await bought();
      const past = sql`now() - interval '1 second'`;
      await db().execute(sql`update pack_purchase set expires_at = ${past} where id = ${id}`);
      return paysFor(id);
    },
  },
  422: { paymentRef: () => paysFor(ours.packs.first.purchaseId, " ") },
});
contract("POST /purchases/:id/cancel", {
  200: { "an unpaid one": async () => [`/purchases/${await bought()}/cancel`] },
  409: {
    purchase_cancelled: async () => [`/purchases/${await givenUp()}/cancel`],
    purchase_already_paid: () => [`/purchases/${ours.packs.first.purchaseId}/cancel`],
    purchase_with_order: async () => [`/purchases/${await boughtWithOrder()}/cancel`],
  },
});

/** A merchant may have twenty: those of a test are taken away after it. */
const fewWebhooks = () => db().execute(sql`delete from webhook where name like 'Hook %'`);
contract("POST /webhooks", {
  200: {
    "all events of a subject": async () => {
      await fewWebhooks();
      return ["/webhooks", webhook()];
    },
  },
  409: {
    webhook_limit_reached: async () => {
      await fewWebhooks();
      const [row] = await db().execute<{ n: string }>(
        sql`select count(*) as n from webhook where merchant_id = ${ours.merchantId}`,
      );
      for (let i = Number(row?.n); i < 20; i += 1) await done("POST", "/webhooks", webhook());
      return ["/webhooks", webhook()];
    },
  },
  422: {
    events: () => ["/webhooks", webhook({ events: [] })],
    "events.0": () => ["/webhooks", webhook({ events: ["voucher.lost"] })],
    webhook_url_forbidden: () => ["/webhooks", webhook({ url: "https://10.0.0.1/" })],
  },
});
contract("GET /webhooks", { 200: { "all of them": () => ["/webhooks"] } });
contract("GET /webhooks/:id/deliveries", {
  200: { "newest first": () => [`/webhooks/${ours.webhookId}/deliveries`] },
  422: { status: () => [`/webhooks/${ours.webhookId}/deliveries?status=lost`] },
});
const replays = (): Sent => [`/webhooks/${ours.webhookId}/deliveries/${ours.deliveryId}/replay`];
contract("POST /webhooks/:id/deliveries/:deliveryId/replay", {
  200: { "whatever became of it": replays },
  404: {
    "another merchant's delivery": () => [
      `/webhooks/${ours.webhookId}/deliveries/${theirs.deliveryId}/replay`,
    ],
  },
  409: {
    webhook_disabled: async () => {
      await fewWebhooks();
      const id = await idOf("/webhooks", webhook());
      await db().execute(sql`update webhook set disabled_at = now(), disabled_by = 'staff' where id = ${id}`);
      return [`/webhooks/${id}/deliveries/${ours.deliveryId}/replay`];
    },
  },
});

describe("the contract of every call", () => {
  it("was tried for every status and refusal that the document names, and for no other", async () => {
    await expectWhole({ untold: ["no_payment_provider"] });
  });

  it("answers an activity that is made as it is read", async () => {
    for (const body of [activity({ rules: { ...activity().rules, perMember: 2 } }), claimPage()]) {
      const made = await done("POST", "/activities", body);
      expect(await done("GET", `/activities/${made.id}`)).toEqual(made);
    }
  });

  it("left every counter equal to its history", async () => {
    expect(await brokenInvariants(db())).toEqual({});
  });
});
