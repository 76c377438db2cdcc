import { useEffect, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { findActivities } from "@/lib/activities/actions";
import { findProducts } from "@/lib/catalogue/actions";
import { findCoupons } from "@/lib/coupons/actions";
import { findOrders } from "@/lib/orders/actions/list";
import { findPacks } from "@/lib/packs/actions";
import { looksLikeOrder } from "./commands";

/**
 * Something the command menu found: an order by its number, a coupon by its name or number, a pack by its name, an activity
 * by its name or code, a product by its name or SKU.
 */
export type Found = {
  kind: "orders" | "coupons" | "packs" | "activities" | "products";
  id: string;
  name: string;
  /** Null where it has none that people know. */
  code: string | null;
};

const PAUSE_MS = 200;

type Answer<Row> = { ok: true; value: readonly Row[] } | { ok: false } | null;

/** What an answer holds, each as it is shown; nothing where nobody was asked, or the answer was no. */
function told<Row extends { id: string }>(
  kind: Found["kind"],
  answer: Answer<Row>,
  words: (row: Row) => Pick<Found, "name" | "code">,
): Found[] {
  return answer?.ok ? answer.value.map((row) => ({ kind, id: row.id, ...words(row) })) : [];
}

async function search(where: ActionPlace, allowed: readonly string[], text: string): Promise<Found[]> {
  const call = { ...where, input: { text } };
  const [orders, coupons, packs, activities, products] = await Promise.all([
    allowed.includes("order.read") && looksLikeOrder(text) ? findOrders(call) : null,
    allowed.includes("coupon.read") ? findCoupons(call) : null,
    allowed.includes("pack.read") ? findPacks(call) : null,
    allowed.includes("activity.read") ? findActivities(call) : null,
    allowed.includes("product.read") ? findProducts(call) : null,
  ]);
  return [
    ...told("orders", orders, ({ number, storeName }) => ({ name: number, code: storeName })),
    ...told("coupons", coupons, ({ name, number }) => ({ name, code: number ?? "–" })),
    ...told("packs", packs, ({ name }) => ({ name, code: null })),
    ...told("activities", activities, ({ name, code }) => ({ name, code })),
    ...told("products", products, ({ name, sku }) => ({ name, code: sku })),
  ];
}

/** Looks for what is typed once typing pauses; an answer to what was typed before is not shown. */
export function useSearch({ merchant, store }: ActionPlace, allowed: readonly string[], text: string) {
  const [answer, setAnswer] = useState<{ text: string; found: Found[] }>({ text: "", found: [] });
  const wanted = text.trim().length < 2 ? "" : text.trim();
  useEffect(() => {
    if (wanted === "") return;
    let current = true;
    const timer = setTimeout(() => {
      const settle = (found: Found[]) => {
        if (current) setAnswer({ text: wanted, found });
      };
      search({ merchant, store }, allowed, wanted).then(settle, () => settle([]));
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [wanted, merchant, store, allowed]);
  const known = answer.text === wanted;
  return { found: known && wanted !== "" ? answer.found : [], searching: !known && wanted !== "" };
}
