import { scheduleInput, startsInput } from "@/components/packs/form-input";
import type { FormItem, PackForm } from "@/components/packs/form-values";
import type { PackItemFacts } from "@/components/packs/pack-facts";
import type { PackPageFacts } from "@/components/packs/page-facts";
import { toInstant } from "@/lib/kernel/time";
import { cyclesOf } from "@/lib/packs/rules/schedule";
import { packStatus } from "@/lib/packs/rules/status";
import { packWorth, worthOf } from "@/lib/packs/rules/worth";
import { packChannels, packScheduleSchema } from "@/lib/packs/schema";

type KnownCoupon = Omit<PackItemFacts, "couponId" | "couponName" | "quantity" | "starts" | "validDays"> & {
  readonly id: string;
  readonly name: string;
};
type FormStore = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly archived: boolean;
};

/** What the form knows beside what is written in it. */
export type DraftKnown = {
  readonly coupons: ReadonlyMap<string, KnownCoupon>;
  readonly stores: readonly FormStore[];
  readonly timeZone: string;
  readonly now: Date;
};

/**
 * The page that members would see of a pack as it is being written, were it published now and not sold yet: by the very rules
 * of the mall. What is left empty counts as one or as nothing; a coupon that is not known is left out.
 */
export function draftPage(form: PackForm, known: DraftKnown): PackPageFacts {
  const isPaid = form.type === "paid";
  const at = (local: string | null) => (isPaid && local ? toInstant(local, known.timeZone) : null);
  const [salesFrom, salesUntil] = [at(form.salesFrom), at(form.salesUntil)];
  const quantity = isPaid && form.supply === "limited" ? form.quantity : null;
  const standing = { publishedAt: known.now, pausedAt: null, archivedAt: null, salesFrom, salesUntil };
  return {
    ...{ name: form.name.trim(), description: form.description.trim(), currency: form.currency },
    ...{ imageId: form.image?.id ?? null, imageAlt: form.image?.alt ?? "" },
    ...{ priceMinor: isPaid ? form.priceMinor : null, salesFrom, salesUntil },
    status: packStatus({ ...standing, quantity, taken: 0 }, known.now),
    channels: isPaid ? packChannels.filter((one) => form.channels.includes(one)) : [],
    ...{ autoRefund: form.autoRefund, purchaseLimit: form.purchaseLimit },
    ...{ purchaseLimitPerDay: form.purchaseLimitPerDay, limitReached: null },
    ...{ bought: 0, sold: 0, left: quantity },
    contents: draftContents(form, known),
    stores: isPaid ? storesOf(form, known.stores) : [],
  };
}

function draftContents(form: PackForm, { coupons }: DraftKnown): PackPageFacts["contents"] {
  const isDifferent = form.method === "recurring" && form.content === "different";
  const schedule = packScheduleSchema.safeParse(scheduleInput(form)).data ?? { type: "once" as const };
  const cycles = cyclesOf(schedule);
  const items = itemsOf(form.contents, coupons);
  const firstItems = isDifferent ? itemsOf(form.firstContents, coupons) : null;
  const first = firstItems ?? items;
  const worth = (list: readonly PackItemFacts[]) => worthOf(list, form.currency);
  return {
    ...{ schedule, cycles, items, firstItems },
    allCoupons: countOf(first) + countOf(items) * (cycles - 1),
    worth: packWorth(worth(first), worth(items), cycles),
  };
}

const countOf = (items: readonly PackItemFacts[]) => items.reduce((sum, { quantity }) => sum + quantity, 0);

function itemsOf(items: readonly FormItem[], coupons: DraftKnown["coupons"]): PackItemFacts[] {
  return items.flatMap((item) => {
    const coupon = coupons.get(item.couponId);
    if (!coupon) return [];
    const starts = startsInput({ ...item, startsAfter: item.startsAfter ?? 1 });
    const { couponId, quantity, validDays } = item;
    return [
      {
        ...{ ...coupon, couponId, couponName: coupon.name, starts },
        ...{ quantity: quantity ?? 0, validDays: validDays ?? 1 },
      },
    ];
  });
}

/** The open stores that it would be sold in, by name. */
function storesOf({ currency, stores: which, storeIds }: PackForm, stores: readonly FormStore[]) {
  return stores
    .filter(({ archived, currency: own }) => !archived && own === currency)
    .filter(({ id }) => which === "all" || storeIds.includes(id))
    .sort((a, b) => a.name.localeCompare(b.name));
}
