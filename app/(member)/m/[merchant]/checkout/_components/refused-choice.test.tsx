import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { choiceRows } from "@/app/(member)/m/[merchant]/checkout/_components/choice-rows";
import { RefusedChoice } from "@/app/(member)/m/[merchant]/checkout/_components/refused-choice";
import type { Checkout } from "@/lib/orders/open-checkout";
import type { Candidate, Quote } from "@/lib/pricing/shapes";
import reasons from "@/messages/en/reasons.json";
import shop from "@/messages/en/shop.json";

const [ten, fifth] = ["vch_ten", "vch_fifth"];
const quote: Quote = {
  ...{ at: "2027-01-02T03:04:05Z", currency: "HKD", subtotalMinor: 6000, deliveryMinor: 0 },
  ...{ discountMinor: 0, deliveryDiscountMinor: 0, totalMinor: 6000, optimal: true },
  ...{ lines: [], applied: [], notApplied: [] },
};
const off = { couponId: "cpn_1", discountMinor: 1200, deliveryDiscountMinor: 0, lines: [] };
const best: Quote = {
  ...quote,
  applied: [{ ...off, voucherId: fifth, name: "A fifth off" }],
  notApplied: [
    {
      ...{ voucherId: ten, couponId: "cpn_2", name: "Ten off" },
      reasons: [{ code: "not_in_best_set", saving: 1000 }],
    },
  ],
};
const checkout: Checkout = {
  ...{
    storeId: "str_1",
    regions: [],
    region: null,
    lines: [],
    gone: 0,
    currency: "HKD",
    timeZone: "Asia/Tokyo",
  },
  ...{ quote, best, chosen: [ten, fifth], wish: null, heldBy: new Map(), missing: new Map() },
  delivery: { chargeMinor: null, isChosen: false, address: "" },
  heldByOffers: new Set(),
  refused: [
    {
      ...{ voucherId: fifth, couponId: "cpn_1", name: "A fifth off" },
      reasons: [{ code: "combination_disallowed", with: [ten] }],
    },
    {
      ...{ voucherId: ten, couponId: "cpn_2", name: "Ten off" },
      reasons: [{ code: "combination_disallowed", with: [fifth] }],
    },
  ],
  candidates: [ten, fifth].map(
    (voucherId) => ({ voucherId, terms: { benefit: { type: "amount_off" } } }) as Candidate,
  ),
  maxVouchersPerOrder: 2,
};

const textOf = (shown: Checkout) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ shop, reasons }}>
      <RefusedChoice checkout={shown} />
    </NextIntlClientProvider>,
  ).replaceAll(/<[^>]*>/g, "\n");

describe("a choice of coupons that does not work", () => {
  it("says of each coupon why, and with which other it does not go", () => {
    const said = textOf(checkout);
    expect(said).toContain("so none is applied");
    expect(said).toMatch(/A fifth off\s+It can&#x27;t be combined with “Ten off”\./);
    expect(said).toMatch(/Ten off\s+It can&#x27;t be combined with “A fifth off”\./);
    expect(textOf({ ...checkout, refused: [] })).toBe("");
  });

  it("stays ticked, so that one coupon is taken off it; nothing else is", () => {
    const ticked = (shown: Checkout) =>
      choiceRows(shown).flatMap(({ candidate, isTicked }) => (isTicked ? [candidate.voucherId] : []));
    expect(ticked(checkout).toSorted()).toEqual([fifth, ten]);
    expect(ticked({ ...checkout, chosen: [ten] })).toEqual([ten]);
    expect(ticked({ ...checkout, chosen: [] })).toEqual([]);
    expect(ticked({ ...checkout, chosen: null, quote: best })).toEqual([fifth]);
  });
});
