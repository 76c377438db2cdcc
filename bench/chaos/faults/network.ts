import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { poolsAreWhole } from "@/bench/chaos/holding";
import { ask } from "@/bench/chaos/http";
import type { Web } from "@/bench/chaos/programs";
import { Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { isSo, seconds, until } from "@/bench/chaos/wait";

/** How many wait for a connection of a process's pools, by its own figures; NaN where it gives none. */
async function waitingIn(web: Web): Promise<number> {
  const { body } = await ask(web.port, { path: "/metrics" });
  const lines = [...body.matchAll(/^scrip_pool_connections\{[^}]*state="waiting"[^}]*\} (\d+)/gm)];
  return lines.length === 0 ? Number.NaN : lines.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Whether nothing of the slow time is left over: nobody waits for a connection, and what is asked now is quick. */
async function pileUp(stage: Stage, rush: Rush): Promise<{ told: string; wrong: string[] }> {
  const isEmpty = await isSo(stage.stretched(2_000), async () => {
    const waiting = await Promise.all(stage.webs.map(waitingIn));
    return waiting.every((count) => count === 0);
  });
  const from = performance.now();
  await sleep(stage.isLong ? 5_000 : 1_500);
  const { p99, sent, unknown } = rush.figures(from);
  return {
    told: `then p99 ${seconds(p99)} of ${sent}`,
    wrong: unmet({
      "nobody waits for a connection any more": isEmpty,
      "claims went on": sent > 20,
      "hardly a claim was told to come back any more": unknown <= sent / 50,
      [`p99 is within ${seconds(stage.stretched(1_000))} again`]: p99 < stage.stretched(1_000),
    }),
  };
}

/** F-7: everything between app and database takes longer, then much longer, then no time again. */
async function slow(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  await sleep(300);
  const step = stage.isLong ? 15_000 : 2_000;
  const from = performance.now();
  stage.proxy.slow(200);
  await sleep(step);
  stage.proxy.slow(2_000);
  await sleep(step);
  stage.proxy.slow(0);
  const back = performance.now();
  const quick = () =>
    rush.tries.filter(({ at, ms, kind }) => at > back && kind !== "unknown" && ms < 2_000).length;
  const healed = await until("claims are quick again", stage.stretched(10_000), () => quick() > 20);
  const during = rush.figures(from);
  const after = await pileUp(stage, rush);
  const { timeouts } = await rush.stop();
  return {
    told: `p99 ${seconds(during.p99)} while slow, quick again after ${seconds(healed)}, ${after.told}`,
    wrong: [
      ...after.wrong,
      ...unmet({
        [`p99 stays within ${seconds(stage.longest)}`]: during.p99 < stage.longest,
        "nothing hung": timeouts === 0,
      }),
    ],
  };
}

/** F-8: the database does what it is told, and the network loses what it answers. */
async function loseAnswers(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  for (let left = stage.isLong ? 15 : 3; left > 0; left -= 1) {
    await sleep(stage.random.between(300, 600));
    stage.proxy.deafen();
    await sleep(stage.random.between(50, 250));
    stage.proxy.heal();
  }
  await sleep(300);
  const { timeouts, unknown } = await rush.stop();
  const isWhole = await poolsAreWhole(stage);
  return {
    told: `${unknown} tries without an answer`,
    wrong: unmet({
      "answers were lost": unknown > 0,
      "nothing hung": timeouts === 0,
      "both pools are whole again": isWhole,
    }),
  };
}

/** Faults of the network between app and database. */
export const networkFaults: readonly Fault[] = [
  { key: "F-7", title: "the database slow, then very slow, then well again", run: slow },
  { key: "F-8", title: "the network cut after the commit, before the answer", run: loseAnswers },
];
