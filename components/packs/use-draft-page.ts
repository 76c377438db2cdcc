"use client";

import { usePrizeCoupons } from "@/components/activities/prize-coupons";
import { draftPage } from "@/components/packs/draft-page";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import type { PackPageFacts } from "@/components/packs/page-facts";

/** The page of the pack that the form is about, as it stands with every key pressed. */
export function useDraftPage(): PackPageFacts {
  const { known: coupons, now } = usePrizeCoupons();
  const { stores, timeZone } = usePackFormFacts();
  return draftPage(usePackDraft(), { coupons, stores, timeZone, now });
}
