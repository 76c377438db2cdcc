import { canonicalText } from "@/lib/kernel/canonical-text";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { PackChannel, PackContents, PackInput, PackType } from "@/lib/packs/schema";

/** A pack as it is stored, its contents aside. */
export type StoredPack = {
  readonly type: PackType;
  readonly name: string;
  readonly description: string;
  readonly translations: PackInput["translations"];
  readonly imageId: string | null;
  readonly imageAlt: string;
  readonly currency: string;
  readonly priceMinor: number | null;
  readonly channels: readonly PackChannel[];
  readonly salesFrom: Date | null;
  readonly salesUntil: Date | null;
  readonly purchaseLimit: number | null;
  readonly purchaseLimitPerDay: number | null;
  readonly redirectUrl: string | null;
  readonly autoRefund: boolean;
  readonly archivedAt: Date | null;
  /** Null = all of its currency. */
  readonly storeIds: readonly string[] | null;
  /** Null = unlimited. */
  readonly quantity: number | null;
  /** Held, sold and given. */
  readonly taken: number;
  readonly sold: number;
};

/** A stored pack as its form takes it: what an edit begins with, and a copy. */
export function formOf(pack: StoredPack, contents: PackContents): PackInput {
  const { name, description, translations, imageId, imageAlt, priceMinor } = pack;
  const image = imageId === null ? null : { id: imageId, alt: imageAlt };
  if (pack.type === "campaign" || priceMinor === null) {
    return { type: "campaign", name, description, translations, image, contents };
  }
  return {
    ...{ type: "paid" as const, name, description, translations, image, contents },
    sale: {
      priceMinor,
      currency: pack.currency,
      channels: [...pack.channels],
      from: pack.salesFrom?.toISOString() ?? null,
      until: pack.salesUntil?.toISOString() ?? null,
      quantity: pack.quantity,
      storeIds: pack.storeIds === null ? "all" : [...pack.storeIds],
      redirectUrl: pack.redirectUrl,
      autoRefund: pack.autoRefund,
      limit: pack.purchaseLimit,
      limitPerDay: pack.purchaseLimitPerDay,
    },
  };
}

/**
 * Why a stored pack cannot be made what the form says; null = it can. Refusals: `archived`, `pack_type_fixed`,
 * `pack_price_fixed` (one was sold: what it brought is counted in one currency), `pack_stock_below{taken}`. An unpaid one keeps
 * the price it was held at; its currency is fixed from then on.
 */
export function editRefusal(pack: StoredPack, to: PackInput): Refusal | null {
  if (pack.archivedAt) return refuse("archived").refusal;
  if (pack.type !== to.type) return refuse("pack_type_fixed").refusal;
  if (to.type !== "paid") return null;
  const { priceMinor, currency, quantity } = to.sale;
  const isRepriced = priceMinor !== pack.priceMinor && pack.sold > 0;
  const isMoved = currency !== pack.currency && pack.taken > 0;
  if (isRepriced || isMoved) return refuse("pack_price_fixed").refusal;
  const isBelow = quantity !== null && quantity < pack.taken;
  return isBelow ? refuse("pack_stock_below", { taken: pack.taken }).refusal : null;
}

/** The fields that an edit changes, as they were and as they are to be, and whether the contents are among them. */
export function changesOf(from: PackInput, to: PackInput) {
  const [a, b] = [flat(from), flat(to)];
  const keys = Object.keys(b).filter((key) => canonicalText(a[key]) !== canonicalText(b[key]));
  const pick = (all: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(keys.map((key) => [key, all[key]]));
  return { before: pick(a), after: pick(b), contents: keys.includes("contents") };
}

function flat(pack: PackInput): Record<string, unknown> {
  const { name, description, translations, image, contents } = pack;
  const sale = pack.type === "paid" ? pack.sale : null;
  return { name, description, translations, image, contents, ...sale, ...(sale ? instantsOf(sale) : {}) };
}

/** Instants are compared as such, however they were written. */
const instantsOf = ({ from, until }: { readonly from: string | null; readonly until: string | null }) => ({
  from: from && new Date(from).toISOString(),
  until: until && new Date(until).toISOString(),
});
