import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { poolsAreWhole } from "@/bench/chaos/holding";
import { Rush } from "@/bench/chaos/rush";
import { SLACK, type Stage } from "@/bench/chaos/stage";
import { seconds, until } from "@/bench/chaos/wait";

/** F-7: everything between app and database takes longer, then much longer, then no time again. */
async function slow(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  await sleep(300);
  const step = stage.isLong ? 15_000 : 2_000;
  stage.proxy.slow(200);
  await sleep(step);
  stage.proxy.slow(2_000);
  await sleep(step);
  stage.proxy.slow(0);
  const back = performance.now();
  const quick = () =>
    rush.tries.filter(({ at, ms, kind }) => at > back && kind !== "unknown" && ms < 2_000).length;
  const healed = await until("claims are quick again", 10_000 * SLACK, () => quick() > 20);
  const { p99, timeouts } = await rush.stop();
  return {
    told: `p99 ${seconds(p99)} throughout, quick again after ${seconds(healed)}`,
    wrong: unmet({ "nothing hung": timeouts === 0 }),
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
