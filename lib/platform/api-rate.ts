import { db } from "@/db/client";
import { leaseHits } from "@/lib/platform/rate-limit";

/** How a key stands to its rate after this request. */
export type KeyRate = {
  readonly isAllowed: boolean;
  readonly limit: number;
  /** At most so many more in this window, as far as this process knows. */
  readonly remaining: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetsIn: number;
};

export type KeyLimiter = {
  take(key: { readonly id: string; readonly ratePerMinute: number }): Promise<KeyRate>;
};

type Lease = {
  limit: number;
  tokens: number;
  left: number;
  endsAt: number;
  isOver: boolean;
};

/** A process asks for a twentieth of the minute at a time: at most 21 rows are written in a minute for a busy key. */
const PART = 20;
const MANY = 10_000;

/**
 * Counts the requests of each key against its rate per minute. All limiters on one database together never admit more
 * than the rate in a window (S-17). A limiter that may still lease asks once for all who wait; one that was refused
 * asks no more until the window ends.
 */
export function keyLimiter(): KeyLimiter {
  const leases = new Map<string, Lease>();
  const asking = new Map<string, Promise<void>>();

  async function refill(id: string, limit: number): Promise<void> {
    // Taken before the database is asked, so that the lease ends here no later than the window does there.
    const startedAt = performance.now();
    const wanted = Math.ceil(limit / PART);
    const lease = await leaseHits(db(), { bucket: `api:${id}`, limit, minutes: 1 }, wanted);
    if (leases.size >= MANY) for (const [key, old] of leases) if (old.endsAt <= startedAt) leases.delete(key);
    leases.set(id, {
      limit,
      tokens: lease.granted,
      left: lease.left,
      endsAt: startedAt + lease.msLeft,
      isOver: lease.granted === 0,
    });
  }

  function answer(lease: Lease, now: number, isAllowed: boolean): KeyRate {
    const resetsIn = Math.max(1, Math.ceil((lease.endsAt - now) / 1000));
    return { isAllowed, limit: lease.limit, remaining: lease.tokens + lease.left, resetsIn };
  }

  return {
    async take({ id, ratePerMinute: limit }) {
      for (;;) {
        const now = performance.now();
        const lease = leases.get(id);
        if (lease && lease.limit === limit && now < lease.endsAt) {
          if (lease.tokens > 0) {
            lease.tokens -= 1;
            return answer(lease, now, true);
          }
          if (lease.isOver) return answer(lease, now, false);
        }
        let refilling = asking.get(id);
        if (!refilling) {
          refilling = refill(id, limit).finally(() => asking.delete(id));
          asking.set(id, refilling);
        }
        await refilling;
      }
    },
  };
}

const holder = globalThis as typeof globalThis & { scripKeyLimiter?: KeyLimiter };

/** The process's one limiter, whichever bundle asks for it. */
export function processKeyLimiter(): KeyLimiter {
  holder.scripKeyLimiter ??= keyLimiter();
  return holder.scripKeyLimiter;
}
