import { type Translations, textIn } from "@/lib/kernel/language";

/** What of an order or a cart has words of the merchant's. */
export type Worded = {
  readonly productIds: readonly string[];
  readonly terms: readonly TermsKey[];
};
type TermsKey = { readonly couponId: string; readonly termsVersion: number };

/** The words of products and of terms, with their translations. */
export type OrderWords = {
  readonly products: readonly {
    readonly id: string;
    readonly name: string;
    readonly translations: Translations;
  }[];
  readonly terms: readonly (TermsKey & { readonly translations: Translations })[];
};

type Line = { readonly productId: string; readonly name: string };
type OrderVoucher = TermsKey & { readonly couponName: string };
type OrderLike = { readonly lines: readonly Line[]; readonly vouchers: readonly OrderVoucher[] };
type Named = {
  readonly voucherId: string | null;
  readonly couponId: string | null;
  readonly name: string | null;
};
type QuoteLike = {
  readonly applied: readonly (Named & { readonly name: string })[];
  readonly notApplied: readonly Named[];
};
type CandidateLike = TermsKey & {
  readonly voucherId: string | null;
  readonly terms: { readonly name: string; readonly benefit: object };
};
type CheckoutLike = {
  readonly lines: readonly Line[];
  readonly candidates: readonly CandidateLike[];
  readonly quote: QuoteLike;
  readonly best: QuoteLike;
  readonly refused: readonly Named[];
};

/** Whose words an order shows. */
export function wordedInOrder({ lines, vouchers }: OrderLike): Worded {
  return { productIds: idsOf(lines), terms: unique(vouchers) };
}

/** Whose words a checkout shows. */
export function wordedInCheckout({ lines, candidates }: CheckoutLike): Worded {
  return { productIds: idsOf(lines), terms: unique(candidates) };
}

const idsOf = (lines: readonly Line[]) => [...new Set(lines.map(({ productId }) => productId))];
const keyOf = ({ couponId, termsVersion }: TermsKey) => `${couponId} ${termsVersion}`;
const unique = (keys: readonly TermsKey[]): TermsKey[] => [
  ...new Map(
    keys.map(({ couponId, termsVersion }) => [keyOf({ couponId, termsVersion }), { couponId, termsVersion }]),
  ).values(),
];

/** Tells one text of a product or of terms in a language; the main text where nobody wrote it there. */
function sayer({ products, terms }: OrderWords, language: string) {
  const byProduct = new Map(products.map((product) => [product.id, product]));
  const byTerms = new Map(terms.map((one) => [keyOf(one), one.translations]));
  return {
    // A line keeps what its product was called when it was ordered; a new name's translation is not that one's.
    line: ({ productId, name }: Line) => {
      const product = byProduct.get(productId);
      return product?.name === name ? textIn(name, product.translations, "name", language) : name;
    },
    coupon: (key: TermsKey, field: "name" | "benefitText", main: string) =>
      textIn(main, byTerms.get(keyOf(key)), field, language),
  };
}

/** An order with the names of its products and coupons in `language`, each by itself. */
export function orderInLanguage<T extends OrderLike>(order: T, words: OrderWords, language: string): T {
  const say = sayer(words, language);
  return {
    ...order,
    lines: order.lines.map((line) => ({ ...line, name: say.line(line) })),
    vouchers: order.vouchers.map((voucher) => ({
      ...voucher,
      couponName: say.coupon(voucher, "name", voucher.couponName),
    })),
  };
}

/** A checkout with the names of its products and coupons, and what gifts are good for, in `language`, each by itself. */
export function checkoutInLanguage<T extends CheckoutLike>(
  checkout: T,
  words: OrderWords,
  language: string,
): T {
  const say = sayer(words, language);
  const candidates = checkout.candidates.map((candidate) => ({
    ...candidate,
    terms: {
      ...candidate.terms,
      name: say.coupon(candidate, "name", candidate.terms.name),
      benefit: benefitIn(candidate, say),
    },
  }));
  const names = new Map(candidates.map(({ voucherId, terms }) => [voucherId, terms.name]));
  const named = <N extends Named>(voucher: N): N => {
    const name = voucher.voucherId === null ? undefined : names.get(voucher.voucherId);
    return name === undefined ? voucher : { ...voucher, name };
  };
  const quoted = <Q extends QuoteLike>(quote: Q): Q => ({
    ...quote,
    applied: quote.applied.map(named),
    notApplied: quote.notApplied.map(named),
  });
  return {
    ...checkout,
    candidates,
    lines: checkout.lines.map((line) => ({ ...line, name: say.line(line) })),
    ...{ quote: quoted(checkout.quote), best: quoted(checkout.best) },
    refused: checkout.refused.map(named),
  };
}

function benefitIn({ terms: { benefit }, ...key }: CandidateLike, say: ReturnType<typeof sayer>): object {
  const isText = "text" in benefit && typeof benefit.text === "string";
  return isText ? { ...benefit, text: say.coupon(key, "benefitText", String(benefit.text)) } : benefit;
}
