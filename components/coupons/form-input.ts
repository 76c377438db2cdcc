import { type CouponForm, validityForm } from "@/components/coupons/form-values";
import { type BenefitType, type CouponValidity, isCredit, isGiftable } from "@/lib/coupons/schema";
import { addDays, startOfDay } from "@/lib/kernel/time";

function benefitInput(form: CouponForm["benefit"]) {
  const {
    type,
    repeats,
    tiers,
    every,
    bps,
    maxOffMinor,
    amountMinor,
    productId,
    quantity,
    priceMinor,
    text,
    points,
  } = form;
  switch (type) {
    case "threshold_off":
      return repeats ? { type, every } : { type, tiers };
    case "percent_off":
      return { type, bps, maxOffMinor };
    case "amount_off":
      return { type, amountMinor };
    case "product":
      return { type, productId: productId || null, quantity, priceMinor: priceMinor ?? 0 };
    case "delivery_off":
      return { type, maxOffMinor };
    case "points":
      return { type, points };
    case "cash":
      return { type, amountMinor };
    case "generic":
      return { type, text };
  }
}

/** `kept` is the validity as stored: days that were not touched keep their exact instants. */
export function validityInput(form: CouponForm["validity"], timeZone: string, kept?: CouponValidity) {
  const { type, from, until, startAfterDays, days, hours } = form;
  switch (type) {
    case "fixed": {
      if (kept?.type === "fixed") {
        const same = validityForm(kept, timeZone);
        if (same.from === from && same.until === until) return kept;
      }
      return {
        type,
        from: from ? startOfDay(from, timeZone).toISOString() : null,
        until: until ? startOfDay(addDays(until, 1), timeZone).toISOString() : null,
      };
    }
    case "days_after_claim":
      return { type, startAfterDays: startAfterDays ?? 0, days };
    case "hours_after_claim":
      return { type, hours };
    case "permanent":
      return { type };
  }
}

const names = (text: string) =>
  text
    .split(/[,，;；\n]/)
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);

/** What is asked of an order, for what is never on one: as if it had not been touched. */
const askedOfNoOrder = {
  minSpendMinor: 0,
  minItems: 0,
  basis: "original" as const,
  channels: ["online", "till"],
  devices: ["mobile", "desktop", "till"],
  combinesWithOffers: true,
  notIfFree: false,
};

function conditionsInput(form: CouponForm["conditions"], type: BenefitType) {
  const { stores, storeIds, regions, weekdays, minSpendMinor, minItems, ...rest } = form;
  const some = stores === "some";
  return {
    ...rest,
    minSpendMinor: type === "threshold_off" ? 0 : (minSpendMinor ?? 0),
    minItems: minItems ?? 0,
    storeIds: some ? storeIds : ("all" as const),
    regions: regions.filter(
      (region) => region.names.length > 0 && (!some || storeIds.includes(region.storeId)),
    ),
    weekdays: weekdays.map(Number).sort(),
    ...(isCredit(type) ? askedOfNoOrder : {}),
  };
}

function stackingInput(form: CouponForm["stacking"]) {
  const { exclusive, group, withGroups, stacksWith, priority, maxPerOrder } = form;
  return {
    exclusive,
    group: group.trim().toLowerCase() || null,
    stacksWith: withGroups === "all" ? "all" : names(stacksWith),
    priority: /^-?\d+$/.test(priority.trim()) ? Number(priority) : Number.NaN,
    maxPerOrder,
  };
}

function distributionInput(form: CouponForm["distribution"]) {
  const { methods, supply, quantity, claimLimit, claimLimitPerDay, code, codeQuantity } = form;
  const hasCode = methods.includes("code") && code.trim() !== "";
  return {
    methods,
    quantity: supply === "unlimited" ? null : (quantity ?? Number.NaN),
    claimLimit,
    claimLimitPerDay,
    sharedCode: hasCode ? { code, quantity: codeQuantity } : null,
  };
}

/** What the form says as `couponInputSchema` wants it; unchecked, blanks included. */
export function couponInput(form: CouponForm, timeZone: string, kept?: CouponValidity) {
  const { scope, stacking, distribution, refund, giftable, budgetMinor, ...rest } = form;
  const { mode, ...lists } = scope;
  const { type } = form.benefit;
  const forOrders = !isCredit(type);
  return {
    ...rest,
    benefit: benefitInput(form.benefit),
    scope: forOrders && mode === "some" ? lists : { products: "all" },
    conditions: conditionsInput(form.conditions, type),
    stacking: forOrders ? stackingInput(stacking) : {},
    validity: validityInput(form.validity, timeZone, kept),
    distribution: distributionInput(distribution),
    refund: forOrders ? refund : {},
    giftable: isGiftable(type) && giftable,
    budgetMinor: forOrders ? budgetMinor : null,
  };
}
