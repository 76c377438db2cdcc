import type { Figures } from "@/bench/figures";
import { ticksBelow, ticksOf } from "@/bench/noise";

/** A stretch of the machine's monotonic clock, in microseconds. */
export type Stretch = { readonly from: number; readonly to: number };

type Used = { readonly node: number | null; readonly postgres: number | null };

/** Processor time in seconds, null where the machine has no /proc; and when it was spent. */
export type Cpu = Used & Stretch;

const TICKS = 100;

/** Of this process to the microsecond, of others to a hundredth of a second. */
function secondsOf(pid: number): number | null {
  if (pid === process.pid) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
  const ticks = ticksOf(pid);
  return ticks === null ? null : ticks / TICKS;
}

function sum(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((all, one) => (all === null || one === null ? null : all + one), 0);
}

const monotonicMicros = () => Number(process.hrtime.bigint() / 1000n);

function used(pids: readonly number[], postmaster: number): Used {
  const ticks = ticksBelow(postmaster);
  return { node: sum(pids.map(secondsOf)), postgres: ticks === null ? null : ticks / TICKS };
}

const minus = (after: number | null, before: number | null) =>
  after === null || before === null ? null : after - before;

/**
 * Runs a load and adds how much processor time it took: of the Node processes `pids` that do the work, and of Postgres
 * with its writers. Unlike a rate it stays about the same when others use the machine.
 */
export async function withCpu<F extends Figures>(
  pids: readonly number[],
  postmaster: number,
  run: () => Promise<F>,
): Promise<F> {
  const before = used(pids, postmaster);
  const from = monotonicMicros();
  const figures = await run();
  const to = monotonicMicros();
  const after = used(pids, postmaster);
  return {
    ...figures,
    cpu: {
      from,
      to,
      node: pids.length === 0 ? null : minus(after.node, before.node),
      postgres: minus(after.postgres, before.postgres),
    },
  };
}
