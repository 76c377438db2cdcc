import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { ask } from "@/bench/chaos/http";
import { Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { seconds, until } from "@/bench/chaos/wait";

/** Where a disk that ran full is met: in the middle of a claim and of a sale, and at the end of what writes anything. */
const FULL = ["voucher", "order_voucher", "outbox_batch", "audit_entry"] as const;

/** What must be so of claims begun while nothing can be written, on a database that is there. */
async function whileUnwritable(stage: Stage, rush: Rush): Promise<Record<string, boolean>> {
  const from = performance.now();
  await sleep(stage.isLong ? 8_000 : 1_200);
  const read = await Promise.all(stage.webs.map(({ port }) => ask(port, pageOf(stage))));
  const write = await Promise.all(stage.webs.map(({ port }) => stage.coupons.write(port)));
  const tries = rush.tries.filter(({ at, isFirst, kind }) => at > from && isFirst && kind !== "refused");
  return {
    "claims were told to come back": tries.length > 0,
    "each by a 503, with its Retry-After, and by nothing else": tries.every(({ why }) => why === "503"),
    "so were other writes": write.every(({ status }) => status === 503),
    "pages are still read": read.every(({ status }) => status === 200),
  };
}

async function granted(stage: Stage, rush: Rush): Promise<number> {
  const back = performance.now();
  const withinMs = stage.stretched(5_000);
  return await until("claims are granted again", withinMs, () => rush.figures(back).ok > 0);
}

/** F-9: the database takes no writes any more: claims are told to come back, reads go on, and nothing is half done. */
async function readOnly(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  const root = stage.cluster.session("postgres");
  let seen: Record<string, boolean>;
  const afresh = () =>
    root`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'scrip'`;
  try {
    await sleep(300);
    await root`alter database scrip set default_transaction_read_only = on`;
    await afresh();
    await sleep(500);
    seen = await whileUnwritable(stage, rush);
  } finally {
    await root`alter database scrip reset default_transaction_read_only`;
    await afresh();
    await root.end({ timeout: 1 });
  }
  const ms = await granted(stage, rush);
  const full = await diskFull(stage, rush);
  const { timeouts } = await rush.stop();
  return {
    told: `read-only: granted again after ${seconds(ms)}; disk full: after ${seconds(full.ms)}`,
    wrong: [
      ...unmet(seen).map((what) => `read-only, ${what}`),
      ...unmet(full.seen).map((what) => `disk full, ${what}`),
      ...unmet({ "nothing hung": timeouts === 0 }),
    ],
  };
}

/**
 * The other half: statements fail with what Postgres says when a file cannot grow (53100), in the middle of transactions
 * that have written before. No real disk is filled: docs/chaos.md says why.
 */
async function diskFull(stage: Stage, rush: Rush) {
  const { admin } = stage.cluster;
  await admin.unsafe(`create or replace function chaos_full() returns trigger language plpgsql as $$
    begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`);
  let seen: Record<string, boolean>;
  try {
    for (const table of FULL)
      await admin.unsafe(
        `create trigger chaos_full before insert on ${table} for each statement execute function chaos_full()`,
      );
    await sleep(300);
    seen = await whileUnwritable(stage, rush);
  } finally {
    for (const table of FULL) await admin.unsafe(`drop trigger if exists chaos_full on ${table}`);
  }
  return { seen, ms: await granted(stage, rush) };
}

/** An activity's page as a signed-in member sees it: rendered for them each time, so that it is read from the database. */
export function pageOf(stage: Stage) {
  const cookie = stage.world.members[0]?.cookie ?? "";
  return { path: `/a/${stage.targets[0]?.slug}`, headers: { cookie, accept: "text/html" } };
}

/** Faults of what the database keeps its rows on. */
export const writeFaults: readonly Fault[] = [
  { key: "F-9", title: "database read-only, then its disk full", run: readOnly },
];
