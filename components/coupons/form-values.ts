import { translationsForm } from "@/components/ui/translations-form";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import { writtenAs } from "@/lib/coupons/rules/begin";
import type {
  BenefitType,
  CouponBenefit,
  CouponConditions,
  CouponInput,
  CouponScope,
  CouponText,
  CouponValidity,
} from "@/lib/coupons/schema";
import type { ImageRef } from "@/lib/kernel/image";
import type { Language } from "@/lib/kernel/language";
import { localDate } from "@/lib/kernel/time";

const couponTextNames = ["name", "description", "usageRules", "benefitText"] as const;

type Amount = number | null;
type FormTier = { spendMinor: Amount; offMinor: Amount };

/** A coupon as its form holds it: every benefit's fields side by side, days instead of instants, blanks as null. */
export type CouponForm = {
  name: string;
  description: string;
  usageRules: string;
  translations: Record<Language, Record<CouponText, string>>;
  faceColour: string | null;
  image: ImageRef | null;
  currency: string;
  benefit: {
    type: BenefitType;
    repeats: boolean;
    tiers: FormTier[];
    every: FormTier & { maxTimes: Amount };
    bps: Amount;
    maxOffMinor: Amount;
    amountMinor: Amount;
    productId: string;
    quantity: Amount;
    priceMinor: Amount;
    text: string;
    points: Amount;
  };
  scope: {
    mode: "all" | "some";
    productIds: string[];
    categoryIds: string[];
    excludeProductIds: string[];
    excludeCategoryIds: string[];
  };
  conditions: Pick<
    CouponConditions,
    "basis" | "regions" | "hours" | "audience" | "combinesWithOffers" | "notIfFree"
  > & {
    minSpendMinor: Amount;
    minItems: Amount;
    stores: "all" | "some";
    storeIds: string[];
    channels: string[];
    devices: string[];
    weekdays: string[];
    maxUsesPerMember: Amount;
  };
  stacking: {
    exclusive: boolean;
    group: string;
    withGroups: "all" | "named";
    stacksWith: string;
    priority: string;
    maxPerOrder: Amount;
  };
  validity: {
    type: CouponValidity["type"];
    from: string | null;
    until: string | null;
    startAfterDays: Amount;
    days: Amount;
    hours: Amount;
  };
  distribution: {
    methods: string[];
    supply: "limited" | "unlimited";
    quantity: Amount;
    claimLimit: Amount;
    claimLimitPerDay: Amount;
    /** The promo code that everybody types, and how often it works; blank = none, null = as often as there are coupons. */
    code: string;
    codeQuantity: Amount;
  };
  refund: { returnWhenAllRefunded: boolean };
  giftable: boolean;
  budgetMinor: Amount;
};

/** A new coupon of `type`; somebody bound to stores begins with theirs. */
export function newCouponForm(
  type: BenefitType,
  currency: string,
  storeIds: "all" | readonly string[],
): CouponForm {
  return {
    name: "",
    description: "",
    usageRules: "",
    translations: translationsForm(couponTextNames),
    faceColour: null,
    image: null,
    currency,
    benefit: {
      type,
      repeats: false,
      tiers: [{ spendMinor: null, offMinor: null }],
      every: { spendMinor: null, offMinor: null, maxTimes: 3 },
      bps: null,
      maxOffMinor: null,
      amountMinor: null,
      productId: "",
      quantity: 1,
      priceMinor: null,
      text: "",
      points: null,
    },
    scope: { mode: "all", productIds: [], categoryIds: [], excludeProductIds: [], excludeCategoryIds: [] },
    conditions: {
      minSpendMinor: null,
      minItems: null,
      basis: "original",
      stores: storeIds === "all" ? "all" : "some",
      storeIds: storeIds === "all" ? [] : [...storeIds],
      regions: [],
      channels: ["online", "till"],
      devices: ["mobile", "desktop", "till"],
      weekdays: ["1", "2", "3", "4", "5", "6", "7"],
      hours: [],
      audience: { type: "all" },
      maxUsesPerMember: null,
      combinesWithOffers: true,
      notIfFree: false,
    },
    stacking: {
      exclusive: false,
      group: "",
      withGroups: "all",
      stacksWith: "",
      priority: "0",
      maxPerOrder: 1,
    },
    validity: { type: "days_after_claim", from: null, until: null, startAfterDays: 0, days: 30, hours: 6 },
    distribution: {
      methods: ["targeted"],
      supply: "limited",
      quantity: 1000,
      claimLimit: 1,
      claimLimitPerDay: null,
      code: "",
      codeQuantity: null,
    },
    refund: { returnWhenAllRefunded: false },
    giftable: false,
    budgetMinor: null,
  };
}

function benefitForm(benefit: CouponBenefit, empty: CouponForm["benefit"]): CouponForm["benefit"] {
  if (benefit.type !== "threshold_off") return { ...empty, ...benefit, maxOffMinor: null, ...capOf(benefit) };
  const { tiers, every } = benefit;
  return { ...empty, repeats: Boolean(every), tiers: tiers ?? empty.tiers, every: every ?? empty.every };
}

const capOf = (benefit: CouponBenefit) =>
  benefit.type === "percent_off" || benefit.type === "delivery_off"
    ? { maxOffMinor: benefit.maxOffMinor ?? null }
    : {};

function scopeForm(scope: CouponScope): CouponForm["scope"] {
  const none = { productIds: [], categoryIds: [], excludeProductIds: [], excludeCategoryIds: [] };
  return "products" in scope ? { mode: "all", ...none } : { mode: "some", ...scope };
}

/** Whole local days: the last day of a window is the one its last moment lies in. */
export function validityForm(
  validity: CouponValidity,
  timeZone: string,
  empty: CouponForm["validity"] = newCouponForm("generic", "USD", "all").validity,
): CouponForm["validity"] {
  if (validity.type !== "fixed") return { ...empty, ...validity };
  const from = localDate(new Date(validity.from), timeZone);
  const until = localDate(new Date(Date.parse(validity.until) - 1), timeZone);
  return { ...empty, type: "fixed", from, until };
}

/** A coupon as somebody wrote it, whether or not it could be saved as it is. */
export type WrittenCoupon = Omit<CouponInput, "distribution"> & {
  readonly distribution: Omit<CouponInput["distribution"], "methods" | "codeSource"> & {
    readonly methods: readonly string[];
  };
};

/** What somebody wrote, ready to be written on. */
export function writtenForm(coupon: WrittenCoupon, timeZone: string): CouponForm {
  const { conditions, stacking, distribution, currency } = coupon;
  const empty = newCouponForm(coupon.benefit.type, currency, "all");
  return {
    name: coupon.name,
    description: coupon.description,
    usageRules: coupon.usageRules,
    translations: translationsForm(couponTextNames, coupon.translations),
    faceColour: coupon.faceColour,
    image: coupon.image ?? null,
    currency,
    benefit: benefitForm(coupon.benefit, empty.benefit),
    scope: scopeForm(coupon.scope),
    conditions: {
      ...conditions,
      minSpendMinor: conditions.minSpendMinor || null,
      minItems: conditions.minItems || null,
      stores: conditions.storeIds === "all" ? "all" : "some",
      storeIds: conditions.storeIds === "all" ? [] : conditions.storeIds,
      weekdays: conditions.weekdays.map(String),
    },
    stacking: {
      ...stacking,
      group: stacking.group ?? "",
      withGroups: stacking.stacksWith === "all" ? "all" : "named",
      stacksWith: stacking.stacksWith === "all" ? "" : stacking.stacksWith.join(", "),
      priority: String(stacking.priority),
    },
    validity: validityForm(coupon.validity, timeZone, empty.validity),
    distribution: {
      methods: [...distribution.methods],
      supply: distribution.quantity === null ? "unlimited" : "limited",
      quantity: distribution.quantity,
      claimLimit: distribution.claimLimit,
      claimLimitPerDay: distribution.claimLimitPerDay,
      code: distribution.sharedCode?.code ?? "",
      codeQuantity: distribution.sharedCode?.quantity ?? null,
    },
    refund: coupon.refund,
    giftable: coupon.giftable,
    budgetMinor: coupon.budgetMinor,
  };
}

/** A coupon as it stands, ready to be edited. */
export function couponForm(coupon: CouponRow, timeZone: string): CouponForm {
  return writtenForm(writtenAs(coupon), timeZone);
}
