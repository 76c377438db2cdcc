import type { PackItemFacts } from "@/components/packs/pack-facts";
import type { MallPack } from "@/lib/packs/queries/mall";

type Sale = "priceMinor" | "currency" | "status" | "channels" | "salesFrom" | "salesUntil" | "autoRefund";
type Limits = "purchaseLimit" | "purchaseLimitPerDay" | "limitReached" | "bought" | "sold" | "left";
type Contents = "schedule" | "cycles" | "allCoupons" | "worth";

/** What a pack's page for members says (M-20): of a stored pack, or of one that is being written. */
export type PackPageFacts = Pick<
  MallPack,
  "name" | "description" | "imageId" | "imageAlt" | Sale | Limits
> & {
  readonly contents: Pick<MallPack["contents"], Contents> & {
    readonly items: readonly PackItemFacts[];
    readonly firstItems: readonly PackItemFacts[] | null;
  };
  readonly stores: readonly { readonly name: string }[];
};

export type PackPageProps = { pack: PackPageFacts; now: Date; timeZone: string };
