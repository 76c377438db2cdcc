import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { poolsAreWhole } from "@/bench/chaos/holding";
import { ask } from "@/bench/chaos/http";
import { Rush } from "@/bench/chaos/rush";
import { SLACK, type Stage } from "@/bench/chaos/stage";
import { seconds, until } from "@/bench/chaos/wait";

/** F-3: the database ends connections of the app one after another, those inside of a transaction first. */
async function terminate(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  const { admin } = stage.cluster;
  const wanted = stage.isLong ? 100 : 25;
  let ended = 0;
  for (const deadline = performance.now() + wanted * 200; ended < wanted && performance.now() < deadline; ) {
    const rows = await admin`
      select pg_terminate_backend(pid) from (select pid from pg_stat_activity
        where application_name = 'scrip' and backend_type = 'client backend'
        order by (state like 'idle in transaction%') desc, (state = 'active') desc, random() limit 1) x`;
    ended += rows.length;
    await sleep(stage.random.between(20, 80));
  }
  await sleep(300);
  const { slowest, timeouts } = await rush.stop();
  const isWhole = await poolsAreWhole(stage);
  return {
    told: `${ended} connections ended, slowest answer ${seconds(slowest)}`,
    wrong: unmet({
      "connections were ended": ended > wanted / 2,
      "nothing hung": timeouts === 0,
      "every request ended within 5 s, times two for a busy machine": slowest < 10_000,
      "both pools are whole again": isWhole,
    }),
  };
}

/** F-4: Postgres is restarted under load, at once and in order; the app heals by itself. */
async function restart(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  const healed: number[] = [];
  const modes = stage.isLong
    ? (["immediate", "fast", "immediate", "fast"] as const)
    : (["immediate", "fast"] as const);
  for (const mode of modes) {
    await sleep(500);
    await stage.cluster.restart(mode);
    const up = performance.now();
    const success = () => rush.tries.find(({ at, ms, kind }) => kind !== "unknown" && at + ms > up);
    await until(`a claim succeeds after a ${mode} restart`, 5_000 * SLACK, () => success() !== undefined, 10);
    const first = success();
    healed.push(first ? first.at + first.ms - up : Number.NaN);
  }
  await sleep(500);
  const { timeouts } = await rush.stop();
  const isWhole = await poolsAreWhole(stage);
  return {
    told: `${modes.length} restarts, first success ${healed.map((ms) => seconds(Math.max(0, ms))).join(" and ")} after`,
    wrong: unmet({ "nothing hung": timeouts === 0, "both pools are whole again": isWhole }),
  };
}

/** F-9: the database takes no writes any more: claims are told to come back, reads go on, and nothing is half done. */
async function readOnly(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  const root = stage.cluster.session("postgres");
  const wrong: Record<string, boolean> = {};
  try {
    await sleep(300);
    await root`alter database scrip set default_transaction_read_only = on`;
    await root`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'scrip'`;
    await sleep(500);
    const from = performance.now();
    await sleep(stage.isLong ? 8_000 : 1_200);
    const { ok, unknown } = rush.figures(from);
    Object.assign(wrong, { "nothing was granted": ok === 0, "claims were told to come back": unknown > 0 });
    const read = await Promise.all(stage.webs.map(({ port }) => ask(port, pageOf(stage))));
    Object.assign(wrong, { "pages are still read": read.every(({ status }) => status === 200) });
  } finally {
    await root`alter database scrip reset default_transaction_read_only`;
    await root`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'scrip'`;
    await root.end({ timeout: 1 });
  }
  const back = performance.now();
  const ms = await until("claims are granted again", 5_000 * SLACK, () => rush.figures(back).ok > 0);
  const { timeouts } = await rush.stop();
  return {
    told: `granted again after ${seconds(ms)}`,
    wrong: unmet({ ...wrong, "nothing hung": timeouts === 0 }),
  };
}

/** An activity's page as a signed-in member sees it: rendered for them each time, so that it is read from the database. */
export function pageOf(stage: Stage) {
  const cookie = stage.world.members[0]?.cookie ?? "";
  return { path: `/a/${stage.targets[0]?.slug}`, headers: { cookie, accept: "text/html" } };
}

/** Faults of the database. */
export const databaseFaults: readonly Fault[] = [
  { key: "F-3", title: "connections ended by the database during claims", run: terminate },
  { key: "F-4", title: "Postgres restarted under load", run: restart },
  { key: "F-9", title: "database read-only", run: readOnly },
];
