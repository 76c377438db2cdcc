import { type AbstractIntlMessages, createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { codeFromName } from "@/components/activities/code-from-name";
import {
  type ActivityFormValues,
  activityFormSchema,
  emptyActivity,
  toActivity,
  toEdit,
} from "@/components/activities/form-values";
import { otherSpellings, twins } from "@/components/activities/password-words";
import { preflight } from "@/components/activities/preflight";
import { summaryLines } from "@/components/activities/summary-lines";
import type { PrizeCoupon } from "@/lib/activities/queries/prizes";
import { activityEditSchema, activityInputSchema } from "@/lib/activities/schema";
import { audienceSchema } from "@/lib/members/schema/audience";
import en from "@/messages/en/activities.json";
import zh from "@/messages/zh-CN/activities.json";

const english: AbstractIntlMessages = { activities: en };
const chinese: AbstractIntlMessages = { activities: zh };
function translator(locale: string, messages: AbstractIntlMessages) {
  const t = createTranslator({ locale, messages, namespace: "activities.summary" });
  return (key: string, params?: Record<string, string | number>): string =>
    Reflect.apply(t, null, [key, params]);
}
const now = new Date("2026-12-01T00:00:00Z");
const couponId = "cpn_tea";
const row = {
  poolId: null,
  password: "Snow",
  inventory: 100,
  issued: 0,
  prizes: [{ couponId, quantity: 2 }],
};

function values(more: Partial<ActivityFormValues> = {}): ActivityFormValues {
  return {
    ...emptyActivity("code_redemption", "Asia/Hong_Kong"),
    name: "Winter",
    code: "winter",
    startsAt: "2026-12-24T10:00",
    endsAt: "2026-12-26T10:00",
    rules: { passwords: [row], perMember: 1 },
    ...more,
  };
}

const coupon: PrizeCoupon = {
  id: couponId,
  name: "Tea",
  number: null,
  currency: "HKD",
  benefit: { type: "amount_off", amountMinor: 1000 },
  faceColour: null,
  translations: {},
  productTranslations: null,
  conditions: {
    minSpendMinor: 0,
    minItems: 0,
    basis: "original",
    storeIds: "all",
    regions: [],
    channels: ["online"],
    devices: ["mobile"],
    weekdays: [1],
    hours: [],
    audience: { type: "all" },
    maxUsesPerMember: null,
    combinesWithOffers: true,
    notIfFree: false,
  },
  scope: { products: "all" },
  validity: { type: "permanent" },
  productName: null,
  publishedAt: now,
  pausedAt: null,
  endedAt: null,
  archivedAt: null,
  validFrom: null,
  validUntil: null,
  quantity: 200,
  issued: 0,
};

const problems = (of: ActivityFormValues) =>
  (activityFormSchema.safeParse(of).error?.issues ?? []).map(
    (issue) => `${issue.path.join(".")}: ${issue.message}`,
  );
const bad = (of: ActivityFormValues, prize: PrizeCoupon = coupon) =>
  preflight(of, new Map([[prize.id, prize]]), now)
    .filter((check) => !check.good)
    .map((check) => check.key);

describe("the activity form", () => {
  it("sends what the API takes, with times as instants of the activity's zone", () => {
    const sent = activityInputSchema.parse(toActivity(values()));
    expect(sent.startsAt).toBe("2026-12-24T02:00:00.000Z");
    expect(sent.rules.passwords).toEqual([{ password: "Snow", inventory: 100, prizes: row.prizes }]);
  });

  it("names pools that exist in an edit, and sends no inventory for them", () => {
    const edit = toEdit(
      values({
        rules: {
          passwords: [
            { ...row, poolId: "pol_1" },
            { ...row, password: "Ice" },
          ],
          perMember: null,
        },
      }),
    );
    const [known, added] = activityEditSchema.parse(edit).rules.passwords;
    expect(known).toEqual({ poolId: "pol_1", password: "Snow", prizes: row.prizes });
    expect(added).toMatchObject({ password: "Ice", inventory: 100 });
  });

  it("marks passwords that compare alike at the later one, and ones with nothing to see", () => {
    const passwords = [row, { ...row, password: " ＳＮＯＷ" }, { ...row, password: "\u200b" }];
    const found = problems(values({ rules: { passwords, perMember: null } }));
    expect(found).toEqual([
      "rules.passwords.1.password: password_alike",
      "rules.passwords.2.password: password_blank",
    ]);
  });

  it("complains at the field's own path", () => {
    const found = problems(values({ name: "", code: "", startsAt: null, endsAt: "2026-12-20T10:00" }));
    expect(found.map((line) => line.split(":")[0]).sort()).toEqual(["code", "name", "startsAt"]);
    expect(problems(values({ code: "a b" }))).toEqual(["code: code_form"]);
    expect(problems(values({ endsAt: "2026-12-24T10:00" }))).toEqual(["endsAt: end_before_start"]);
    const nobody = audienceSchema.parse({ type: "match" });
    expect(
      problems(
        values({
          audience: nobody,
        }),
      ),
    ).toEqual(["audience: audience_nobody"]);
  });
});

describe("the checks before going live", () => {
  it("are all good when the coupon runs, its stock covers what is promised and the period is ahead", () => {
    expect(bad(values())).toEqual([]);
  });

  it("count what every password still promises of a coupon, less what was won", () => {
    const two = [row, { ...row, password: "Ice", inventory: 1 }];
    expect(bad(values({ rules: { passwords: two, perMember: null } }))).toEqual(["stock"]);
    const won = [
      { ...row, issued: 1 },
      { ...row, password: "Ice", inventory: 1 },
    ];
    expect(bad(values({ rules: { passwords: won, perMember: null } }))).toEqual([]);
    expect(
      bad(values({ rules: { passwords: two, perMember: null } }), { ...coupon, quantity: null }),
    ).toEqual([]);
  });

  it("name a coupon that cannot be won, a password without a prize, and a period that is over", () => {
    expect(bad(values(), { ...coupon, pausedAt: now })).toEqual(["coupons"]);
    expect(bad(values({ rules: { passwords: [{ ...row, prizes: [] }], perMember: null } }))).toEqual([
      "prizes",
    ]);
    expect(bad(values({ startsAt: "2026-11-01T10:00", endsAt: "2026-11-02T10:00" }))).toEqual(["period"]);
  });
});

describe("the words of the form", () => {
  it("make a code of a name in any script", () => {
    expect(codeFromName("Christmas 2026 – Tea's gift!")).toBe("christmas-2026-teas-gift");
    expect(codeFromName("圣诞 口令")).toBe("圣诞-口令");
    expect(codeFromName("  !!! ")).toBe("");
    expect([...codeFromName("a ".repeat(60))].length).toBeLessThanOrEqual(40);
  });

  it("show other spellings that are taken for the password, and none where there are none", () => {
    expect(otherSpellings("Summer2026")).toEqual(["summer2026", "ＳＵＭＭＥＲ２０２６"]);
    expect(otherSpellings("圣诞快乐")).toEqual([]);
    expect(otherSpellings("")).toEqual([]);
    expect(twins([{ password: "" }, { password: "" }])).toEqual([]);
  });

  it("say the activity in plain sentences in both languages", () => {
    const t = translator("en", english);
    const lines = summaryLines(values(), "en", t);
    expect(lines).toEqual([
      "Open Dec 24, 2026, 10:00 – Dec 26, 2026, 10:00 (Asia/Hong Kong).",
      "All members who type the password get its coupons.",
      "Once with each password.",
      "100 wins left to give, 200 coupons in all.",
    ]);
    const z = translator("zh-CN", chinese);
    const inChinese = summaryLines(values(), "zh-CN", z);
    expect(inChinese[1]).toBe("全部会员输入口令，即可领取对应的优惠券。");
    expect(inChinese[3]).toBe("还可领取 100 次，共 200 张优惠券。");
  });
});
