import type {
  Candidate,
  Cart,
  CartLine,
  MemberFacts,
  Reason,
  Terms,
  VoucherState,
} from "@/lib/pricing/shapes";
import allocateVectors from "@/lib/pricing/vectors/allocate.json";
import pricingVectors from "@/lib/pricing/vectors/pricing.json";
import refundVectors from "@/lib/pricing/vectors/refund.json";

/** A worked case as the files write it: what it leaves out is in `defaults` of pricing.json. */
type WrittenLine = Pick<CartLine, "id" | "productId" | "unitPriceMinor"> & Partial<CartLine>;
type WrittenCart = Partial<Omit<Cart, "at" | "lines" | "member">> & {
  readonly at?: string;
  readonly member?: (Partial<MemberFacts> & { readonly id: string }) | null;
  readonly lines: readonly WrittenLine[];
};
type Part<K extends keyof Terms> = { readonly [k in K]?: Record<string, unknown> };
export type WrittenVoucher = {
  readonly id: string;
  readonly couponId?: string;
  readonly termsVersion?: number;
  readonly memberId?: string;
  readonly status?: VoucherState;
  readonly issuedAt?: string;
  readonly validFrom?: string;
  readonly validUntil?: string | null;
  readonly couponPaused?: boolean;
  readonly uses?: number;
  readonly budgetLeftMinor?: number | null;
  readonly terms: { readonly benefit: Terms["benefit"]; readonly currency?: string } & Part<
    "scope" | "conditions" | "stacking" | "refund"
  >;
};

export type PricingVector = {
  readonly name: string;
  readonly section: string;
  readonly cart: WrittenCart;
  readonly vouchers: readonly WrittenVoucher[];
  readonly choose: "best" | readonly string[];
  readonly maxVouchersPerOrder?: number;
  readonly expect: {
    readonly totalMinor: number;
    readonly discountMinor: number;
    readonly deliveryDiscountMinor?: number;
    readonly unitNetMinor: readonly (readonly number[])[];
    readonly applied: readonly {
      readonly voucherId: string;
      readonly discountMinor: number;
      readonly deliveryDiscountMinor: number;
      readonly lines: readonly { readonly lineId: string; readonly discountMinor: number }[];
    }[];
    readonly notApplied: Readonly<Record<string, readonly Reason[]>>;
  };
};

export type RefundVector = {
  readonly name: string;
  readonly refundBasis: "units" | "reprice";
  readonly cart: WrittenCart;
  readonly vouchers: readonly WrittenVoucher[];
  readonly completed: boolean;
  readonly paidMinor: number;
  readonly unitNetMinor: readonly (readonly number[])[];
  readonly refunds: readonly {
    readonly by: "merchant" | "member";
    readonly at?: string;
    readonly lines: readonly { readonly lineId: string; readonly quantity: number }[] | null;
    readonly expect:
      | { readonly refundMinor: number; readonly vouchers: Readonly<Record<string, string>> }
      | { readonly refused: string };
  }[];
};

type AllocateVector = {
  readonly name: string;
  readonly amount: number;
  readonly weights: readonly number[];
  readonly expect: readonly number[];
};

const { defaults } = pricingVectors;

export const vectors: {
  readonly allocate: readonly AllocateVector[];
  readonly pricing: readonly PricingVector[];
  readonly refund: readonly RefundVector[];
} = {
  allocate: allocateVectors.vectors,
  // The files are read as what this page says they are: a wrong one fails its test.
  pricing: pricingVectors.vectors as unknown as readonly PricingVector[],
  refund: refundVectors.vectors as unknown as readonly RefundVector[],
};

/** The cart of a vector with everything it leaves out. */
export function cartOf(
  written: WrittenCart,
  maxVouchersPerOrder: number = defaults.maxVouchersPerOrder,
): Cart {
  const base = defaults.cart;
  const member = written.member === undefined ? base.member : written.member;
  return {
    ...base,
    channel: "online",
    device: "mobile",
    ...written,
    at: new Date(written.at ?? base.at),
    member: member && { ...defaults.member, ...member },
    maxVouchersPerOrder,
    lines: written.lines.map((line) => ({ ...defaults.line, ...line })),
  };
}

const noScope = { productIds: [], categoryIds: [], excludeProductIds: [], excludeCategoryIds: [] };
const noAudience = { planIds: [], tierIds: [], groupIds: [], tagIds: [], memberIds: [] };

function termsOf({ terms }: WrittenVoucher): Terms {
  const conditions = { ...defaults.conditions, ...terms.conditions } as unknown as Terms["conditions"];
  const { audience } = conditions;
  return {
    name: terms.benefit.type,
    benefit: terms.benefit,
    scope: terms.scope ? { ...noScope, ...terms.scope } : { products: "all" },
    conditions: {
      ...conditions,
      audience: audience.type === "match" ? { ...noAudience, ...audience } : audience,
    },
    stacking: { ...defaults.stacking, ...terms.stacking } as Terms["stacking"],
    refund: { ...defaults.refund, ...terms.refund },
  };
}

/** A voucher of a vector as a candidate. */
export function candidateOf(written: WrittenVoucher): Candidate {
  const base = defaults.voucher;
  const until = written.validUntil ?? base.validUntil;
  return {
    voucherId: written.id,
    code: null,
    couponId: written.couponId ?? `cpn_of_${written.id}`,
    termsVersion: written.termsVersion ?? base.termsVersion,
    terms: termsOf(written),
    currency: written.terms.currency ?? defaults["currency of terms"],
    memberId: written.memberId ?? base.memberId,
    state: written.status ?? "available",
    issuedAt: new Date(written.issuedAt ?? base.issuedAt),
    validFrom: new Date(written.validFrom ?? base.validFrom),
    validUntil: until === null ? null : new Date(until),
    couponPaused: written.couponPaused ?? base.couponPaused,
    uses: written.uses ?? base.uses,
    budgetLeftMinor: written.budgetLeftMinor ?? base.budgetLeftMinor,
  };
}
