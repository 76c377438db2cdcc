import type { staffGate } from "@/lib/platform/auth/gates";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";

/** What somebody may do with packs where they stand. */
export type PackPowers = {
  /** Make, change, publish; in the group view only (O2). */
  readonly write: boolean;
  readonly export: boolean;
  /** See its links and QR codes, and make them. */
  readonly promote: boolean;
  /** Most packs in one gift; 0 = none. */
  readonly give: number;
};

export function packPowers({ scope, can }: Awaited<ReturnType<typeof staffGate>>): PackPowers {
  const cap = scope.role ? (GRANT_CAP[scope.role] ?? 0) : 0;
  return {
    write: can("pack.write") && scope.storeId === null,
    export: can("pack.export"),
    promote: can("link.read"),
    give: can("pack.gift") ? Math.min(99, cap) : 0,
  };
}
