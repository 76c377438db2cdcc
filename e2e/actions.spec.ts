import { expect, test } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { staffRoles, staffSessions } from "@/db/schema/merchants";
import type { TestWorld } from "@/db/seed/test-world";
import { actionInputs } from "@/e2e/fixtures/action-inputs";
import { ask, inParallel } from "@/e2e/fixtures/http";
import { type Cookie, staffCookie, write } from "@/e2e/fixtures/product";
import {
  callAction,
  formArgs,
  kindOf,
  type ServerAction,
  serverActions,
} from "@/e2e/fixtures/server-actions";
import { cookiesOf, newWorld, rowsOf, signInsOf, type Visitor, visitors } from "@/e2e/fixtures/worlds";
import { entries } from "@/lib/platform/auth/entries";
import { type Capability, can, permissions } from "@/lib/platform/auth/permissions";

const asked: Record<string, string> = entries;
const isCapability = (word: string | undefined): word is Capability =>
  word !== undefined && word in permissions;
const actions = serverActions();
const nameOf = ({ entry }: ServerAction) => entry.slice("action:".length);
const ofConsole = actions.filter(({ entry }) => isCapability(asked[entry]));
const open = actions.filter(({ entry }) => asked[entry] === "anybody");
const ofPerson = actions.filter(({ entry }) => asked[entry] === "signed_in_staff");

let own: TestWorld;
let other: TestWorld;
let signIns: Record<Visitor, Cookie[]>;

test.beforeAll(async () => {
  own = await newWorld("OWN", { packs: true });
  other = await newWorld("OTHER", { packs: true });
  signIns = await signInsOf(own);
});

function inputOf(action: ServerAction, world: TestWorld, corner = world.first): Record<string, unknown> {
  const make = actionInputs[nameOf(action)];
  if (!make) throw new Error(`${action.entry} has no input in action-inputs.ts`);
  return make(world, corner);
}

const isStaff = (visitor: Visitor) => visitor !== "member" && visitor !== "anonymous";

function mayUse(visitor: Visitor, action: ServerAction): boolean {
  const capability = asked[action.entry];
  return (
    visitor !== "member" && visitor !== "anonymous" && isCapability(capability) && can(visitor, capability)
  );
}

test("every action of the build is in the table of entries, and every one of the table is in the build", () => {
  const listed = Object.keys(entries).filter((entry) => entry.startsWith("action:"));
  expect(actions.map(({ entry }) => entry).sort()).toEqual(listed.sort());
  expect(ofConsole.length + open.length + ofPerson.length).toBe(actions.length);
});

for (const visitor of visitors) {
  test(`every action refuses ${visitor} what the permission table does not give, and changes nothing`, async () => {
    const before = await rowsOf(own);
    const wrong: string[] = [];
    await inParallel(ofConsole, async (action) => {
      const input = mayUse(visitor, action) ? { intruder: true } : inputOf(action, own);
      const args = [{ merchant: own.slug, store: null, input }];
      const came = kindOf(await callAction(action, own, args, { cookies: signIns[visitor] }));
      const wanted = mayUse(visitor, action) ? "invalid" : isStaff(visitor) ? "denied" : "not_signed_in";
      if (came !== wanted) wrong.push(`${action.entry}: ${came}, not ${wanted}`);
    });
    expect(wrong.sort()).toEqual([]);
    expect(await rowsOf(own)).toEqual(before);
  });

  test(`every action keeps ${visitor} out of another merchant, by its name, its stores or its ids`, async () => {
    const before = await rowsOf(other);
    const wrong: string[] = [];
    const out = isStaff(visitor) ? "not_found" : "not_signed_in";
    await inParallel(ofConsole, async (action) => {
      const input = inputOf(action, other);
      for (const place of [
        { merchant: other.slug, store: null },
        { merchant: other.slug, store: other.first.storeId },
        { merchant: own.slug, store: other.first.storeId },
      ]) {
        const answer = await callAction(action, own, [{ ...place, input }], { cookies: signIns[visitor] });
        if (kindOf(answer) !== out)
          wrong.push(`${action.entry} ${place.store}: ${kindOf(answer)}, not ${out}`);
        if (answer.body.includes(other.marker)) wrong.push(`${action.entry}: private bytes`);
      }
    });
    expect(wrong.sort()).toEqual([]);
    expect(await rowsOf(other)).toEqual(before);
  });
}

test("an action pointed at another merchant's ids from within one's own finds nothing and changes nothing", async () => {
  const mine = await newWorld("MINE", { packs: true });
  const cookies = await cookiesOf(mine, "group_admin");
  const before = await rowsOf(other);
  const ownThings = new Set([
    "createCategory",
    "createTag",
    "createPlan",
    "createGroup",
    "createStore",
    "editMerchant",
    "dismissSetup",
    "reachOfAudience",
    "reachOfGiving",
    "chooseColumns",
    "discardDraft",
    "seeNotices",
    "requestAccess",
    "editBrand",
    // Each has its own outcome: that of a stranger's is that it is not there.
    "changeCoupons",
    "changeProducts",
    "changeActivities",
    "changePacks",
    "changeLinks",
    "tagCoupons",
    "extendCoupons",
    "setCouponValidities",
    "revokeVouchers",
    "extendVouchers",
    "completeOrders",
    "changeStores",
    "changeManyStaff",
    "resendInvites",
    "foldTags",
    "deleteGroups",
    // Of one's own, whatever else is named.
    "createApiKey",
    "createWebhook",
    "createChannel",
    "saveChoice",
    "savePageTemplate",
  ]);
  const nothingFound = new Set([
    "findPrizeCoupons",
    "loadAudience",
    "findMembers",
    "findMember",
    "findCoupons",
    "findSoldProducts",
    "findOrders",
    "findProducts",
    "findVoucherByCode",
    "findHeldCoupons",
    "findActivities",
    "findGiftTarget",
    "openGift",
    "findPacks",
    "findPageVersions",
    "findGoods",
    "readGoods",
    "readCodes",
    "findLinkTargets",
    "findPlacements",
    "previewGroupRule",
  ]);
  const wrong: string[] = [];
  await inParallel(ofConsole, async (action) => {
    const name = action.entry.split("/")[1] ?? "";
    const args = [{ merchant: mine.slug, store: null, input: inputOf(action, other, other.second) }];
    const answer = await callAction(action, mine, args, { cookies });
    const allowed = nothingFound.has(name) ? ["ok"] : ["not_found", "refused"];
    if (ownThings.has(name) || /^export|Sample$/.test(name)) allowed.push("ok");
    if (!mayUse("group_admin", action)) allowed.push("denied");
    if (!allowed.includes(kindOf(answer))) wrong.push(`${action.entry}: ${answer.body.slice(0, 200)}`);
    if (answer.body.includes(other.marker)) wrong.push(`${action.entry}: private bytes`);
  });
  expect(wrong.sort()).toEqual([]);
  expect(await rowsOf(other)).toEqual(before);
});

test("an action pointed at another store of the same merchant changes nothing there", async () => {
  const before = await rowsOf(own);
  const cookies = signIns.store_manager;
  const wrong: string[] = [];
  await inParallel(ofConsole, async (action) => {
    if (!mayUse("store_manager", action)) return;
    // A job begins and finds nothing of the other store: the tests of jobs.
    if (/\/export|changeManyMembers/.test(action.entry)) return;
    const input = inputOf(action, own, own.second);
    const there = { merchant: own.slug, store: own.second.storeId, input };
    const elsewhere = kindOf(await callAction(action, own, [there], { cookies }));
    if (elsewhere !== "not_found") wrong.push(`${action.entry} there: ${elsewhere}`);
    const reads = /find|load|readGoods|readCodes|openGift|reach|explain|deleteCoupon|requestAccess/.test(
      action.entry,
    );
    // How somebody works is their own affair, in whatever store; many things at once have an outcome each.
    const personal =
      /workspace\/(choose|saveDraft|discardDraft|seeNotices)|links\/saveChoice|activities\/savePageTemplate/.test(
        action.entry,
      );
    if (reads || personal) return;
    const here = { merchant: own.slug, store: own.first.storeId, input };
    const came = kindOf(await callAction(action, own, [here], { cookies }));
    const allowed = ["not_found", "refused"];
    if (
      /changeCoupons|changeProducts|changeActivities|pickMembers|tagMembers|tagCoupons|extendCoupons|setCouponValidities|revokeVouchers|extendVouchers|completeOrders/.test(
        action.entry,
      )
    )
      allowed.push("ok");
    if (/workspace/.test(action.entry)) allowed.push("denied");
    if (!allowed.includes(came)) wrong.push(`${action.entry} here: ${came}`);
  });
  expect(wrong.sort()).toEqual([]);
  expect(await rowsOf(own)).toEqual(before);
});

test("packs are made and changed in the group's view alone, by whoever may do that (O2)", async () => {
  const cookies = signIns.group_admin;
  const before = await rowsOf(own);
  const there = (action: ServerAction) => [
    { merchant: own.slug, store: own.first.storeId, input: inputOf(action, own) },
  ];
  const wrong: string[] = [];
  const ofGroup = ofConsole.filter(
    ({ entry }) => entry.startsWith("action:packs/") && asked[entry] === "pack.write",
  );
  expect(ofGroup.length).toBeGreaterThan(4);
  await inParallel(ofGroup, async (action) => {
    const came = kindOf(await callAction(action, own, there(action), { cookies }));
    if (came !== "denied") wrong.push(`${action.entry}: ${came}`);
  });
  expect(wrong.sort()).toEqual([]);
  expect(await rowsOf(own)).toEqual(before);
});

test("actions open to anybody do nothing to a merchant one is not signed in at, whatever they are sent", async () => {
  // Some of them sign out, so whoever calls them is of a merchant of their own.
  const mine = await newWorld("LEAVE", { packs: true });
  const before = await rowsOf(other);
  const withBefore = new Set([
    ...[
      "signIn",
      "claim",
      "claimWithCode",
      "offerGift",
      "withdrawGift",
      "acceptGift",
      "declineGift",
      "claimAtCheckout",
      "askOwnRefund",
      "askOwnPackRefund",
      "verifyCode",
      "requestCode",
      "resendCode",
      "finishSignIn",
      "forgotPassword",
    ],
    ...[
      "setNewPassword",
      "acceptInvite",
      "joinMerchant",
      "enrolTwoFactor",
      "renewRecoveryCodes",
      "dropTwoFactor",
    ],
  ]);
  await inParallel(open, async (action) => {
    const name = action.entry.split("/")[1] ?? "";
    const fields = {
      merchant: other.slug,
      slug: other.first.slug,
      win: other.first.participationId,
      tell: "1",
      password: other.first.password,
      pack: other.packs?.second.packId ?? "",
      purchase: other.packs?.second.purchaseId ?? "",
      voucher: other.second.voucherIds[0] ?? "",
      message: "Intruder",
      reason: "Intruder",
      requestId: "intruder-request",
      // Whoever asks for a link gets one by mail: that is a change, and theirs to have.
      email: name === "forgotPassword" ? "nobody@example.com" : other.staff.group_admin.email,
      token: `${other.inviteId}.${"A".repeat(43)}`,
      name: "Intruder",
      code: "000000",
      country: "HK",
      phone: "1",
      language: "en",
      path: "//evil.example",
      next: "//evil.example",
    };
    for (const visitor of visitors) {
      const cookies = await cookiesOf(mine, visitor);
      const answer = await callAction(action, mine, formArgs(fields, withBefore.has(name)), { cookies });
      expect(answer.status, `${action.entry} as ${visitor}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
      const onward = answer.headers["x-action-redirect"] ?? "";
      expect(onward, action.entry).not.toMatch(/evil/);
      for (const secret of [`${other.marker} first member`, other.first.phone]) {
        expect(answer.body, action.entry).not.toContain(secret);
      }
    }
  });
  expect(await rowsOf(other)).toEqual(before);
});

test("an action about one's own account refuses who is not signed in as staff, and what is malformed", async () => {
  const mine = await newWorld("SELF", { packs: true });
  expect(ofPerson.length).toBeGreaterThan(3);
  await inParallel(ofPerson, async (action) => {
    for (const visitor of ["anonymous", "member"] as const) {
      const answer = await callAction(action, mine, [{ merchant: mine.slug, input: {} }], {
        cookies: await cookiesOf(mine, visitor),
      });
      expect(kindOf(answer), `${action.entry} as ${visitor}`).toBe("not_signed_in");
    }
    const cookies = await cookiesOf(mine, "cashier");
    const answer = await callAction(action, mine, [{ merchant: mine.slug, input: { intruder: true } }], {
      cookies,
    });
    expect(kindOf(answer), action.entry).toBe("invalid");
  });
});

test("a malformed call of any action is answered, never with a page's or another's data", async () => {
  await inParallel(ofConsole, async (action) => {
    for (const args of [
      [],
      [null],
      [{ merchant: 5 }],
      [{ merchant: { slug: own.slug }, input: null }],
      ["x"],
    ]) {
      const answer = await callAction(action, own, args, { cookies: signIns.group_admin });
      expect(kindOf(answer), `${action.entry} ${JSON.stringify(args)}`).toBe("invalid");
    }
  });
});

const dismissal = (world: TestWorld, dismissed: boolean) => [
  { merchant: world.slug, store: null, input: { requestId: "cross-origin", dismissed } },
];
const dismiss = () => {
  const found = actions.find(({ entry }) => entry === "action:merchants/dismissSetup");
  if (!found) throw new Error("dismissSetup is not in the build");
  return found;
};

test("an action called from another site does nothing (S-18)", async () => {
  const before = await rowsOf(own);
  const cookies = signIns.group_admin;
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    { origin: "http://localhost.evil.example" },
  ];
  for (const headers of foreign) {
    const answer = await callAction(dismiss(), own, dismissal(own, true), { cookies, headers });
    expect(kindOf(answer), headers.origin).toMatch(/^no answer/);
    expect(answer.status, headers.origin).toBe(403);
    expect(answer.body).not.toContain(own.marker);
  }
  expect(await rowsOf(own)).toEqual(before);
  const same = await callAction(dismiss(), own, dismissal(own, true), { cookies });
  expect(kindOf(same)).toBe("ok");
});

test("a session that ended, expired or lost its role is refused at the next request (S-8)", async () => {
  const world = await newWorld("GONE", { packs: true });
  const staffId = world.staff.marketer.id;
  const home = `/console/${world.slug}`;
  const ended = [await staffCookie(staffId)];
  const expired = [await staffCookie(staffId)];
  const lost = [await staffCookie(staffId)];
  for (const cookies of [ended, expired, lost]) expect((await ask(home, { cookies })).status).toBe(200);
  const [first, second] = await write((tx) =>
    tx
      .select({ id: staffSessions.id })
      .from(staffSessions)
      .where(eq(staffSessions.staffId, staffId))
      .orderBy(staffSessions.createdAt),
  );
  const past = new Date(Date.now() - 1000);
  await write(async (tx) => {
    await tx
      .update(staffSessions)
      .set({ endedAt: past })
      .where(eq(staffSessions.id, first?.id ?? ""));
    await tx
      .update(staffSessions)
      .set({ expiresAt: past })
      .where(eq(staffSessions.id, second?.id ?? ""));
  });
  for (const cookies of [ended, expired]) {
    expect((await ask(home, { cookies })).location).toBe(`/sign-in?next=${encodeURIComponent(home)}`);
    expect(kindOf(await callAction(dismiss(), world, dismissal(world, true), { cookies }))).toBe(
      "not_signed_in",
    );
  }
  await write((tx) =>
    tx
      .delete(staffRoles)
      .where(and(eq(staffRoles.staffId, staffId), eq(staffRoles.merchantId, world.merchantId))),
  );
  expect((await ask(home, { cookies: lost })).status).toBe(404);
  expect(kindOf(await callAction(dismiss(), world, dismissal(world, true), { cookies: lost }))).toBe(
    "not_found",
  );
});
