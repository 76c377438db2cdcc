/*
 * A coupon's terms as far as a price needs them: api.md's shapes with every default filled in. They are structural, so
 * that what the slice `coupons` stores can be priced without pricing knowing it.
 */

/** For whom a coupon is; `match`: any id in any list lets a member in. */
export type AudienceTerms =
  | { readonly type: "all" | "new" | "existing" }
  | {
      readonly type: "match";
      readonly planIds: readonly string[];
      readonly tierIds: readonly string[];
      readonly groupIds: readonly string[];
      readonly tagIds: readonly string[];
      readonly memberIds: readonly string[];
    };

export type Tier = { readonly spendMinor: number; readonly offMinor: number };

/** What a voucher takes off; the last four never take anything off an order. */
export type Benefit =
  | { readonly type: "amount_off"; readonly amountMinor: number }
  | { readonly type: "percent_off"; readonly bps: number; readonly maxOffMinor?: number | null }
  | {
      readonly type: "threshold_off";
      readonly tiers?: readonly Tier[];
      readonly every?: Tier & { readonly maxTimes: number };
    }
  | {
      readonly type: "product";
      readonly productId: string;
      readonly quantity: number;
      readonly priceMinor: number;
    }
  | { readonly type: "delivery_off"; readonly maxOffMinor?: number | null }
  | { readonly type: "points" | "cash" | "generic" | "external" };

export type BenefitType = Benefit["type"];

export type ScopeTerms =
  | { readonly products: "all" }
  | {
      readonly productIds: readonly string[];
      readonly categoryIds: readonly string[];
      readonly excludeProductIds: readonly string[];
      readonly excludeCategoryIds: readonly string[];
    };

/** Wall clock of the store, half-open, "HH:MM"; `from` later than `to` runs past midnight. */
export type HoursTerms = { readonly from: string; readonly to: string };

/** Where on the floor of one store; names compare without case. */
export type RegionTerms = { readonly storeId: string; readonly names: readonly string[] };

export type Channel = "online" | "till";
export type Device = "mobile" | "desktop" | "till";

export type ConditionTerms = {
  readonly minSpendMinor: number;
  readonly minItems: number;
  /** What spend is counted on: the original amounts, or what the vouchers before left. */
  readonly basis: "original" | "current";
  readonly storeIds: "all" | readonly string[];
  /** Parts of the sales floor, by store; a store that is not named is good in all of it. Absent = no limit. */
  readonly regions?: readonly RegionTerms[];
  readonly channels: readonly Channel[];
  readonly devices: readonly Device[];
  /** 1 = Monday .. 7 = Sunday. */
  readonly weekdays: readonly number[];
  /** Empty = all day. */
  readonly hours: readonly HoursTerms[];
  readonly audience: AudienceTerms;
  /** Null = no limit. */
  readonly maxUsesPerMember: number | null;
  readonly combinesWithOffers: boolean;
  readonly notIfFree: boolean;
};

export type StackingTerms = {
  readonly exclusive: boolean;
  /** Null = the benefit's name. */
  readonly group: string | null;
  readonly stacksWith: "all" | readonly string[];
  readonly priority: number;
  readonly maxPerOrder: number;
};

/** One version of a coupon's rules, as much of it as a price needs; `CouponTerms` is one. */
export type Terms = {
  readonly name: string;
  readonly benefit: Benefit;
  readonly scope: ScopeTerms;
  readonly conditions: ConditionTerms;
  readonly stacking: StackingTerms;
  readonly refund: { readonly returnWhenAllRefunded: boolean };
};
