import { type EventLoopUtilization, performance } from "node:perf_hooks";
import { perProcess } from "@/lib/platform/per-process";

/** Over how long the load is taken: long enough for several groups of claims, short enough to follow a rush. */
const WINDOW_MS = 50;

type Look = { at: number; since: EventLoopUtilization; load: number };

/** The next look, from the one before and the figures of now: the same until `WINDOW_MS` have passed. */
export function lookAgain(last: Look, now: number, total: EventLoopUtilization): Look {
  if (now - last.at < WINDOW_MS) return last;
  const idle = total.idle - last.since.idle;
  const active = total.active - last.since.active;
  return { at: now, since: total, load: active + idle > 0 ? active / (active + idle) : 0 };
}

const looks = () =>
  perProcess<{ last: Look }>("loop-load", () => ({
    last: { at: performance.now(), since: performance.eventLoopUtilization(), load: 0 },
  }));

/**
 * What share of the time (0 to 1) this process's event loop was busy lately, rather than waiting. Costs next to nothing
 * when asked often: it looks at most once in 50 ms.
 */
export function loopLoad(): number {
  const kept = looks();
  const now = performance.now();
  if (now - kept.last.at >= WINDOW_MS)
    kept.last = lookAgain(kept.last, now, performance.eventLoopUtilization());
  return kept.last.load;
}
