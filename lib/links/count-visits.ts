import { inTransaction } from "@/db/transaction";
import { addVisits, type GatheredVisits } from "@/lib/links/repository/visits";
import { type Device, HOSTS, OTHER_HOST } from "@/lib/links/rules";
import { log } from "@/lib/platform/log";
import { perProcess } from "@/lib/platform/per-process";
import { onShutdown } from "@/lib/platform/shutdown";

/** One opening of a link by somebody who is no bot. */
export type Visit = {
  readonly merchantId: string;
  readonly linkId: string;
  readonly day: string;
  readonly visitor: string;
  /** What its browser is known by from now on, where that is not `visitor`: the same person, who counts once. */
  readonly alias: string | null;
  /** `alias` was its browser's before: where it was counted already, `visitor` is nobody new. */
  readonly isFormer: boolean;
  readonly device: Device;
  readonly referrer: string;
};

type Pending = {
  readonly merchantId: string;
  readonly linkId: string;
  readonly day: string;
  clicks: number;
  readonly visitors: Set<string>;
  readonly aliases: Set<string>;
  readonly former: Map<string, string>;
  readonly sources: Map<string, { kind: "device" | "referrer"; value: string; clicks: number }>;
};
type Tally = { pending: Map<string, Pending>; timer: NodeJS.Timeout | null; waiting: number };

const FLUSH_MS = 2000;
/** Beyond so many it is written at once: memory has an end. */
const FULL = 20_000;

function tally(): Tally {
  return perProcess("link-visits", () => {
    onShutdown("link visits", flushVisits);
    return { pending: new Map(), timer: null, waiting: 0 };
  });
}

function sourceOf(at: Pending, kind: "device" | "referrer", told: string) {
  const known = at.sources.get(`${kind}:${told}`);
  const value = known || at.sources.size < HOSTS ? told : OTHER_HOST;
  const key = `${kind}:${value}`;
  const source = at.sources.get(key) ?? { kind, value, clicks: 0 };
  at.sources.set(key, source);
  return source;
}

function pendingOf(
  pending: Map<string, Pending>,
  { merchantId, linkId, day }: Pick<Pending, "merchantId" | "linkId" | "day">,
) {
  const key = `${linkId}:${day}`;
  const known = pending.get(key);
  if (known) return known;
  const none = { clicks: 0, visitors: new Set<string>(), aliases: new Set<string>() };
  const former = new Map<string, string>();
  const made: Pending = { merchantId, linkId, day, ...none, former, sources: new Map() };
  pending.set(key, made);
  return made;
}

/**
 * Counts one visit of a link: who, on what, from where. Added up in the process and written every two seconds, when there
 * are very many, and on shutdown, so that a visit costs no write and no two wait for one row; a crash loses at most two
 * seconds of visits. Somebody who comes again is one visitor, whichever process they come to.
 */
export function countVisit(visit: Visit): void {
  const state = tally();
  const at = pendingOf(state.pending, visit);
  at.clicks += 1;
  if (visit.alias && visit.isFormer) at.former.set(visit.alias, visit.visitor);
  else at.visitors.add(visit.visitor);
  if (visit.alias && !visit.isFormer) at.aliases.add(visit.alias);
  sourceOf(at, "device", visit.device).clicks += 1;
  sourceOf(at, "referrer", visit.referrer).clicks += 1;
  state.waiting += 1;
  if (state.waiting >= FULL) void flushVisits();
  state.timer ??= setTimeout(() => void flushVisits(), FLUSH_MS).unref();
}

/** Writes the visits counted so far. A batch that cannot be written is kept and goes with the next one. */
export async function flushVisits(): Promise<void> {
  const state = tally();
  if (state.timer) clearTimeout(state.timer);
  state.timer = null;
  if (state.pending.size === 0) return;
  const batch = [...state.pending.values()];
  state.pending = new Map();
  state.waiting = 0;
  const gathered: GatheredVisits[] = batch.map(({ visitors, aliases, former, sources, ...at }) => ({
    ...at,
    visitors: [...visitors],
    aliases: [...aliases],
    former: [...former],
    sources: [...sources.values()],
  }));
  try {
    await inTransaction((tx) => addVisits(tx, gathered));
  } catch (err) {
    log.error("visits of links not written", { err });
    for (const lost of batch) putBack(state, lost);
    state.timer ??= setTimeout(() => void flushVisits(), FLUSH_MS).unref();
  }
}

function putBack(state: Tally, lost: Pending): void {
  const at = pendingOf(state.pending, lost);
  at.clicks += lost.clicks;
  state.waiting += lost.clicks;
  for (const visitor of lost.visitors) at.visitors.add(visitor);
  for (const alias of lost.aliases) at.aliases.add(alias);
  for (const [alias, visitor] of lost.former) at.former.set(alias, visitor);
  for (const { kind, value, clicks } of lost.sources.values()) sourceOf(at, kind, value).clicks += clicks;
}
