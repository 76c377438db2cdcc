import { setTimeout as sleep } from "node:timers/promises";
import { send } from "@/bench/chaos/claims";
import { GROWING } from "@/bench/chaos/offers";
import type { Call } from "@/bench/chaos/recorder";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { findWrongSales } from "@/bench/chaos/verify-sales";
import { Late, until } from "@/bench/chaos/wait";
import { brokenInvariants } from "@/db/invariants";

/** How many ask at once when nobody is in a hurry. */
const ASKERS = 8;

/** Waits until no statement of a dead or living process is at work any more. */
async function quiescence({ cluster }: Stage): Promise<void> {
  await until("the database comes to rest", 20_000, async () => {
    const [row] = await cluster.admin<{ busy: number }[]>`
      select count(*)::int as busy from pg_stat_activity where application_name = 'scrip' and state <> 'idle'
        and (query like '%claim_from_pool%' or state like 'idle in transaction%')`;
    return row?.busy === 0;
  });
}

/** Each committed success by one of its vouchers, and the sorted ids of all its vouchers. */
async function committed({ cluster, targets }: Stage): Promise<Map<string, string>> {
  const ids = targets.map(({ activityId }) => activityId);
  const rows = await cluster.admin<{ vouchers: string[] }[]>`
    select array_agg(v.id order by v.id) as vouchers from participation p
    join voucher v on v.merchant_id = p.merchant_id and v.source_id = p.id
    where p.activity_id = any(${ids}) group by p.id`;
  return new Map(rows.map(({ vouchers }) => [vouchers[0] ?? "", vouchers.join()]));
}

async function eachOf<T>(list: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...list];
  const asker = async () => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: ASKERS }, asker));
}

/** Asks again, with the same request id, until the true outcome is known. */
async function settle(stage: Stage, call: Call): Promise<void> {
  for (const deadline = performance.now() + 30_000; performance.now() < deadline; await sleep(100)) {
    const answer = await send(stage, call, stage.random.pick(stage.webs).port, true);
    if (answer.kind !== "unknown") return;
  }
  throw new Late(`what became of request ${call.requestId}: nobody says`);
}

function compare(stage: Stage, truth: ReadonlyMap<string, string>): { wrong: string[]; told: number } {
  const wrong: string[] = [];
  const told = new Set<string>();
  for (const { won, requestId, target } of stage.recorder.won()) {
    const first = won[0] ?? "";
    if (truth.get(first) !== won.join())
      wrong.push(`lost: request ${requestId} was told of a win of ${target.name} that is not there as told`);
    if (told.has(first)) wrong.push(`I-14 two requests were told of one win of ${target.name}`);
    told.add(first);
  }
  return { wrong, told: told.size };
}

/**
 * What does not hold after a scenario. First as it stands: every win that a client was told of is there (ok within
 * committed), and no more wins are there than told of and unknown (committed within ok and unknown). Then every unknown
 * is asked again until it is known, after which both must be equal. Then what is scarce is claimed to its end: exactly as
 * many as there were. Then what was sold. Then every oracle of the database.
 */
export async function findWrong(stage: Stage): Promise<string[]> {
  const { recorder, cluster } = stage;
  await quiescence(stage);
  const before = await committed(stage);
  const first = compare(stage, before);
  const unknown = recorder.unknown();
  if (before.size > first.told + unknown.length)
    first.wrong.push(`ghosts: ${before.size} wins, ${first.told} told of, ${unknown.length} unknown`);
  await eachOf(unknown, (call) => settle(stage, call));
  const shortOf = [...(await stockOf(stage)), ...(await exhaust(stage))];
  const after = await committed(stage);
  const second = compare(stage, after);
  if (after.size !== second.told) second.wrong.push(`ghosts: ${after.size} wins, ${second.told} told of`);
  const sales = [...(await findWrongSales(stage)), ...(await stage.coupons.findWrong())];
  const broken = await brokenInvariants(cluster.reader);
  const recount = await recountAlerts(stage);
  const oracles = Object.entries(broken).map(([name, rows]) => `${name}: ${rows} rows`);
  recorder.count("was committed though unknown", before.size - first.told);
  return [...new Set([...first.wrong, ...shortOf, ...second.wrong, ...sales, ...recount, ...oracles])];
}

/** What the product's own recount, which a worker may have run meanwhile, holds to be broken. */
async function recountAlerts({ cluster }: Stage): Promise<string[]> {
  const rows = await cluster.admin<
    { subject: string }[]
  >`select subject from alert where kind = 'reconciliation'`;
  return rows.map(({ subject }) => `I-12 the product's own recount raised an alert: ${subject}`);
}

/** Every addition of stock counts once, whatever its answer had to go through (I-10). */
async function stockOf({ cluster, keeper, targets }: Stage): Promise<string[]> {
  const growing = targets.find(({ name }) => name === "growing");
  if (!keeper || !growing) return [];
  await keeper.settle();
  const [row] =
    await cluster.admin`select inventory::int as inventory from prize_pool where id = ${growing.poolId}`;
  const wanted = GROWING + keeper.added;
  return row?.inventory === wanted ? [] : [`I-10 a pool has ${row?.inventory} where ${wanted} were put in`];
}

/** Claims what is scarce until it is sold out, each member once: it must give out all that it had, and then refuse. */
async function exhaust(stage: Stage): Promise<string[]> {
  const { recorder, targets, world } = stage;
  const wrong: string[] = [];
  for (const target of targets.filter(({ supply }) => supply !== null)) {
    const has = new Set(recorder.won().flatMap((call) => (call.target === target ? [call.member] : [])));
    const others = world.members.flatMap((_, member) => (has.has(member) ? [] : [member]));
    const missing = (target.supply ?? 0) - has.size;
    const calls = others
      .slice(0, Math.max(0, missing) + 1)
      .map((member) => recorder.begin(member, target, "page", newRequestId()));
    await eachOf(calls, (call) => settle(stage, call));
    const won = recorder.won().filter((call) => call.target === target).length;
    if (won !== target.supply) wrong.push(`I-1 ${target.name} gave ${won} of ${target.supply}`);
  }
  return wrong;
}
