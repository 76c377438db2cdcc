import { type Edit, inFile, type Mutant, type Red } from "@/scripts/mutants/mutant";

const otherMerchant: Red = {
  file: "lib/tenancy.db.test.ts",
  name: "tells another merchant nothing, asked with this one's ids",
};
const otherStore: Red = {
  file: "lib/tenancy.db.test.ts",
  name: "tells staff of one store nothing of another's",
};
const otherMember: Red = {
  file: "lib/tenancy.db.test.ts",
  name: "tells one member nothing of what another won",
};

const leak = (guard: string, edit: Edit, red: Red = otherMerchant): Mutant => ({
  guard: `merchant not asked: ${guard}`,
  edits: [edit],
  red: [red],
});
const query = (slice: string, file = "") => inFile(`lib/${slice}/queries${file && `/${file}`}.ts`);

const queries: Mutant[] = [
  leak(
    "query of activities",
    query("activities", "reach")(
      "const mine = eq(activities.merchantId, scope.merchantId);",
      "const mine = sql`true`;",
    ),
  ),
  leak(
    "query of an activity's page",
    query("activities", "member-pages")(
      "and(eq(activities.merchantId, scope.merchantId), eq(activities.id, activityId));",
      "and(eq(activities.id, activityId));",
    ),
  ),
  {
    guard: "merchant not asked: query of an activity's prizes, by itself and by its activity",
    edits: [
      query("activities", "prizes")(
        "and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.activityId, activityId))",
        "and(eq(prizePools.activityId, activityId))",
      ),
      query("activities", "prizes")(
        ".where(and(ofActivity, visibleActivities(scope)))",
        ".where(ofActivity)",
      ),
    ],
    red: [otherMerchant],
  },
  leak(
    "query of an activity's passwords",
    query("activities", "prizes")(
      "and(visibleActivities(scope), steerable(scope), eq(prizePools.activityId, activityId))",
      "and(steerable(scope), eq(prizePools.activityId, activityId))",
    ),
  ),
  leak(
    "query of coupons",
    query("coupons", "reach")(
      "and(eq(coupons.merchantId, scope.merchantId), storeIds",
      "and(undefined, storeIds",
    ),
  ),
  leak(
    "query of members",
    query("members", "match")("    eq(members.merchantId, scope.merchantId),\n    isNull", "    isNull"),
  ),
  leak(
    "query of a member by phone",
    query("members", "list")(
      "and(eq(members.merchantId, scope.merchantId), eq(members.phone, phone))",
      "and(eq(members.phone, phone))",
    ),
  ),
  leak(
    "query of a member's vouchers",
    query("vouchers")(
      "        eq(vouchers.merchantId, scope.merchantId),\n        eq(vouchers.memberId, memberId),\n        mayBeSeen(scope),\n        inTab(tab, now),\n        after,",
      "        eq(vouchers.memberId, memberId),\n        mayBeSeen(scope),\n        inTab(tab, now),\n        after,",
    ),
  ),
  leak(
    "query of one voucher",
    query("vouchers")(
      "and(eq(vouchers.merchantId, scope.merchantId), eq(vouchers.id, voucherId), mayBeSeen(scope))",
      "and(eq(vouchers.id, voucherId), mayBeSeen(scope))",
    ),
  ),
  leak(
    "query of a coupon's vouchers",
    query("vouchers", "records")("    eq(vouchers.merchantId, scope.merchantId),\n", ""),
  ),
  leak(
    "query of vouchers for the API",
    query("vouchers", "wire")(
      "        eq(vouchers.merchantId, scope.merchantId),\n        eq(vouchers.memberId, memberId),\n        mayBeSeen",
      "        eq(vouchers.memberId, memberId),\n        mayBeSeen",
    ),
  ),
  leak(
    "query of stores",
    query("merchants")(
      "    eq(stores.merchantId, scope.merchantId),\n    scope.storeIds",
      "    scope.storeIds",
    ),
  ),
  leak(
    "query of products",
    query("catalogue", "products")(
      "and(eq(products.merchantId, scope.merchantId), storeIds",
      "and(undefined, storeIds",
    ),
  ),
  leak("query of messages", query("notifications")("eq(messages.merchantId, scope.merchantId)", "undefined")),
  {
    guard: "stores not asked: query of members",
    edits: [
      query("members", "match")(
        'storeIds === "all" ? undefined : inArray(members.homeStoreId, [...storeIds]),',
        "storeIds ? undefined : undefined,",
      ),
    ],
    red: [otherStore],
  },
  {
    guard: "stores not asked: query of coupons",
    edits: [
      query("coupons", "reach")(
        'storeIds === "all" ? undefined : goodIn(storeIds));\n}',
        'storeIds === "all" ? undefined : undefined);\n}',
      ),
    ],
    red: [otherStore],
  },
  {
    guard: "member not asked: query of vouchers",
    edits: [
      query("vouchers")(
        'if (scope.actor.type === "member") return eq(vouchers.memberId, scope.actor.id);',
        'if (scope.actor.type === "member") return undefined;',
      ),
    ],
    red: [otherMember],
  },
];

const writes: Red = { file: "lib/tenancy-writes.db.test.ts", name: "changes nothing of another merchant" };
const repositories: Mutant[] = [
  leak(
    "repository of activities",
    inFile("lib/activities/repository/activities.ts")(
      "and(eq(activities.merchantId, scope.merchantId), eq(activities.id, id));",
      "and(eq(activities.id, id));",
    ),
    writes,
  ),
  leak(
    "repository of prize pools",
    inFile("lib/activities/repository/activities.ts")(
      "and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.id, id));",
      "and(eq(prizePools.id, id));",
    ),
    writes,
  ),
  leak(
    "repository of coupons",
    inFile("lib/coupons/repository/coupons.ts")(
      "and(eq(coupons.merchantId, scope.merchantId), eq(coupons.id, couponId));",
      "and(eq(coupons.id, couponId));",
    ),
    writes,
  ),
  leak(
    "repository of stores",
    inFile("lib/merchants/repository.ts")(
      "and(eq(stores.merchantId, scope.merchantId), eq(stores.id, storeId));",
      "and(eq(stores.id, storeId));",
    ),
    writes,
  ),
  leak(
    "repository of products",
    inFile("lib/catalogue/repository.ts")(
      "and(eq(products.merchantId, scope.merchantId), eq(products.id, id));",
      "and(eq(products.id, id));",
    ),
    writes,
  ),
  leak(
    "repository of API keys",
    inFile("lib/merchants/repository.ts")(
      "and(eq(apiKeys.merchantId, scope.merchantId), eq(apiKeys.id, keyId));",
      "and(eq(apiKeys.id, keyId));",
    ),
    { file: "lib/api.db.test.ts", name: "keeps somebody else's keys from being revoked" },
  ),
  leak(
    "facts of a claim",
    inFile("lib/activities/repository/claims.ts")(
      "and(eq(activities.merchantId, scope.merchantId), eq(activities.id, activityId))",
      "eq(activities.id, activityId)",
    ),
    { file: "lib/activities/claim-prizes.db.test.ts", name: "of another merchant's activity is not found" },
  ),
];

/** Guards between merchants, stores and members: one query of each kind, and repositories. */
export const tenancyMutants: readonly Mutant[] = [...queries, ...repositories];
