import { useEffect, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { findActivities } from "@/lib/activities/actions";
import { findCoupons } from "@/lib/coupons/actions";
import { findPacks } from "@/lib/packs/actions";

/** Something the command menu found: a coupon by its name or number, a pack by its name, an activity by its name or code. */
export type Found = {
  kind: "coupons" | "packs" | "activities";
  id: string;
  name: string;
  /** Null where it has none that people know. */
  code: string | null;
};

const PAUSE_MS = 200;

async function search(where: ActionPlace, allowed: readonly string[], text: string): Promise<Found[]> {
  const call = { ...where, input: { text } };
  const [coupons, packs, activities] = await Promise.all([
    allowed.includes("coupon.read") ? findCoupons(call) : null,
    allowed.includes("pack.read") ? findPacks(call) : null,
    allowed.includes("activity.read") ? findActivities(call) : null,
  ]);
  return [
    ...(coupons?.ok
      ? coupons.value.map(({ id, name, number }) => ({
          kind: "coupons" as const,
          id,
          name,
          code: number ?? "–",
        }))
      : []),
    ...(packs?.ok ? packs.value.map((one) => ({ kind: "packs" as const, ...one, code: null })) : []),
    ...(activities?.ok ? activities.value.map((one) => ({ kind: "activities" as const, ...one })) : []),
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
