"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { readGoods } from "@/lib/activities/actions/pages";
import type { PageGoods } from "@/lib/activities/queries/page-goods";
import { namedGoods } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import type { PageBasis } from "./states";

type Named = { readonly id: string };

/** Those of `ids` that nothing is known of. */
const missing = (ids: readonly string[], known: readonly Named[], asked: ReadonlySet<string>) =>
  ids.filter((id) => !asked.has(id) && !known.some((one) => one.id === id));

/** What the canvas draws from, with every product and pack that the page names: those not known yet are asked for once. */
export function useGoods(place: ActionPlace, page: Page, basis: PageBasis): PageBasis {
  const [more, setMore] = useState<PageGoods>({ products: [], packs: [] });
  const asked = useRef(new Set<string>());
  const { merchant, store } = place;
  const goods = useMemo(
    () => ({
      products: [...basis.goods.products, ...more.products],
      packs: [...basis.goods.packs, ...more.packs],
    }),
    [basis.goods, more],
  );
  const named = namedGoods(page.blocks);
  const wanted = JSON.stringify({
    productIds: missing(named.productIds, goods.products, asked.current),
    packIds: missing(named.packIds, goods.packs, asked.current),
  });
  useEffect(() => {
    const input: { productIds: string[]; packIds: string[] } = JSON.parse(wanted);
    const ids = [...input.productIds, ...input.packIds];
    if (ids.length === 0) return;
    for (const id of ids) asked.current.add(id);
    readGoods({ merchant, store, input }).then(
      (found) => {
        if (!found.ok) return;
        const { products, packs } = found.value;
        setMore((before) => ({
          products: [...before.products, ...products],
          packs: [...before.packs, ...packs],
        }));
      },
      // Not reached: it is asked for again with the next edit.
      () => {
        for (const id of ids) asked.current.delete(id);
      },
    );
  }, [wanted, merchant, store]);
  return useMemo(() => ({ ...basis, goods }), [basis, goods]);
}
