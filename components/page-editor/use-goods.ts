"use client";

import { useEffect, useMemo, useReducer, useRef, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { readGoods } from "@/lib/activities/actions/pages";
import type { PageGoods } from "@/lib/activities/queries/page-goods";
import { type NamedGoods, namedGoods } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import { askGoods, missingOf, together } from "./ask-goods";
import type { PageBasis } from "./states";

/** What was not answered is asked for again after so long, and after twice as long each further time. */
const AGAIN_MS = 2000;
const LONGEST = 5;

/** What the canvas draws from, with all that the page names: what is not known yet is asked for, until there is an answer. */
export function useGoods(place: ActionPlace, page: Page, basis: PageBasis): PageBasis {
  const [more, setMore] = useState<PageGoods>({ products: [], packs: [], pictures: [] });
  const [tries, tryAgain] = useReducer((n: number, isOver: boolean) => (isOver ? 0 : n + 1), 0);
  const asked = useRef(new Set<string>());
  const { merchant, store } = place;
  const goods = useMemo(() => together(basis.goods, more), [basis.goods, more]);
  const wanted = JSON.stringify(missingOf(namedGoods(page.blocks), goods, asked.current));
  useEffect(() => {
    const input: NamedGoods = JSON.parse(wanted);
    if (Object.values(input).every((ids) => ids.length === 0)) return;
    void askGoods(input, asked.current, () => readGoods({ merchant, store, input })).then((found) => {
      if (found === "again") {
        setTimeout(() => tryAgain(false), AGAIN_MS * 2 ** Math.min(tries, LONGEST));
      } else if (found) {
        setMore((before) => together(before, found));
        tryAgain(true);
      }
    });
  }, [wanted, tries, merchant, store]);
  return useMemo(() => ({ ...basis, goods }), [basis, goods]);
}
