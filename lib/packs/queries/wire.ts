import type { PackItemRow } from "@/lib/packs/queries/contents";
import { NO_COUPONS, talliesOf } from "@/lib/packs/queries/figures";
import { getPack, listPacks, type PackListRow } from "@/lib/packs/queries/packs";
import type { PackStatus, PackType } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const itemOf = ({ couponId, quantity, starts, validDays }: PackItemRow) => ({
  ...{ couponId, quantity, starts, validDays },
});

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** A pack for programs: as it is written, with how it stands. `storeIds` null = not asked for. */
function viewOf(pack: PackListRow, coupons: typeof NO_COUPONS, storeIds: readonly string[] | "all" | null) {
  const { id, type, name, description, translations, status, contents, contentsVersion, stock, priceMinor } =
    pack;
  const { quantity, reserved, sold, given, refunded, revenueMinor, refundedMinor } = stock;
  const sale = {
    ...{ priceMinor, currency: pack.currency, channels: pack.channels, quantity },
    ...{ from: iso(pack.salesFrom), until: iso(pack.salesUntil), redirectUrl: pack.redirectUrl },
    ...{ autoRefund: pack.autoRefund, limit: pack.purchaseLimit, limitPerDay: pack.purchaseLimitPerDay },
    ...(storeIds === null ? {} : { storeIds }),
  };
  return {
    ...{ id, type, name, description, translations, status, contentsVersion },
    image: pack.imageId === null ? null : { id: pack.imageId, alt: pack.imageAlt },
    contents: contents && {
      schedule: contents.schedule,
      items: contents.items.map(itemOf),
      firstItems: contents.firstItems?.map(itemOf) ?? null,
    },
    ...(type === "paid" ? { sale } : {}),
    figures: { reserved, sold, given, refunded, revenueMinor, refundedMinor, ...coupons },
    revision: pack.revision,
    createdAt: pack.createdAt.toISOString(),
    updatedAt: pack.updatedAt.toISOString(),
  };
}

/** One pack for programs; null = not theirs to see. */
export async function getPackView(scope: Scope, packId: string) {
  const pack = await getPack(scope, packId);
  if (!pack) return null;
  const tallies = await talliesOf(scope, [pack.id]);
  return viewOf(pack, tallies.get(pack.id) ?? NO_COUPONS, pack.storeIds ?? "all");
}

/** Packs for programs, newest first. */
export async function listPackViews(
  scope: Scope,
  query: {
    readonly status?: PackStatus | undefined;
    readonly type?: PackType | undefined;
    readonly limit: number;
    readonly cursor?: string | undefined;
  },
) {
  const { status, type, limit, cursor } = query;
  const { rows, nextCursor } = await listPacks(scope, {
    ...{ status: status ? [status] : [], type: type ? [type] : [], limit, cursor: cursor ?? null },
  });
  const tallies = await talliesOf(
    scope,
    rows.map((row) => row.id),
  );
  return { data: rows.map((row) => viewOf(row, tallies.get(row.id) ?? NO_COUPONS, null)), nextCursor };
}
