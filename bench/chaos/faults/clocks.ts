import { setTimeout as sleep } from "node:timers/promises";
import { send } from "@/bench/chaos/claims";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { makeTimedOffers, type Target } from "@/bench/chaos/offers";
import { newRequestId, Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { until } from "@/bench/chaos/wait";

const HOUR = 3_600_000;

/** F-12: the clock of one web process jumps; periods and days are those of the database. */
async function jump(stage: Stage): Promise<Seen> {
  const { over, coming, running, daily } = await makeTimedOffers(stage.world.merchantId);
  // What is asked at the edges is asked here alone.
  const rush = new Rush(stage, { targets: stage.targets });
  stage.targets = [...stage.targets, over, coming, running, daily];
  const [web] = stage.webs;
  const wrong: string[] = [];
  const claim = async (target: Target, member: number) => {
    const call = stage.recorder.begin(member, target, "page", newRequestId());
    const answer = await send(stage, call, web.port);
    return answer.kind === "ok" ? "ok" : answer.kind === "refused" ? answer.code : answer.why;
  };
  const jumps = stage.random.shuffled([HOUR, -HOUR, 24 * HOUR, -24 * HOUR, 5 * 60_000]);
  for (const [at, skew] of jumps.entries()) {
    web.skew(skew);
    stage.hasJumped = true;
    await sleep(stage.isLong ? 3_000 : 400);
    const asked: [Target, number, string][] = [
      [over, at, "ended"],
      [coming, at, "not_started"],
      [running, at, "ok"],
      [daily, 50 + at, "ok"],
      [daily, 50 + at, "daily_limit_reached"],
    ];
    for (const [target, member, wanted] of asked) {
      const got = await claim(target, member);
      if (got !== wanted)
        wrong.push(`clock ${skew / HOUR} h off: ${target.name} answered ${got}, not ${wanted}`);
    }
  }
  web.skew(0);
  const { timeouts } = await rush.stop();
  await until("the process is ready", 10_000, () => stage.isReady(web));
  return {
    told: `${jumps.length} jumps of up to a day, ${jumps.length * 5} claims at the edges`,
    wrong: [...wrong, ...unmet({ "nothing hung": timeouts === 0 })],
  };
}

/** Faults of clocks. */
export const clockFaults: readonly Fault[] = [
  { key: "F-12", title: "the clock of one web process jumps", run: jump },
];
