import { onChange } from "@/lib/platform/change-feed";
import { perProcess } from "@/lib/platform/per-process";

/** How long a sell-out is believed without asking the database again. */
const BELIEVED_MS = 1000;

const memory = () =>
  perProcess("sold-out-pools", () => {
    const until = new Map<string, number>();
    // Stock that was added, or whatever else was changed by staff, in any process.
    onChange(() => until.clear());
    return until;
  });

/** Notes that a pool was found sold out under its lock just now. */
export function noteSoldOut(poolId: string): void {
  const pools = memory();
  if (pools.size > 10_000) pools.clear();
  pools.set(poolId, performance.now() + BELIEVED_MS);
}

/** Notes that a pool was won from just now. */
export function noteWin(poolId: string): void {
  memory().delete(poolId);
}

/**
 * Whether this process found the pool sold out within the last second and heard of no change since. Good for refusing a
 * claim that cannot have been granted before, and for nothing else: a claim is granted under the pool's lock alone.
 */
export function wasSoldOut(poolId: string): boolean {
  const until = memory().get(poolId);
  return until !== undefined && until > performance.now();
}
