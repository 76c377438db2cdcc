import { type ClaimBench, databaseCases, productCases } from "@/bench/claim-cases";
import { withBench } from "@/bench/claims";
import { startCluster } from "@/bench/cluster";
import type { Figures } from "@/bench/figures";
import type { Options } from "@/bench/options";
import { profiled, profiledEnv, topFunctions, writtenProfile } from "@/bench/profile";
import { caseTable } from "@/bench/report";
import type { Case } from "@/bench/rounds";
import { startProduct } from "@/bench/servers";
import { closeDb } from "@/db/client";
import { buildApp } from "@/scripts/build-app";
import { progress } from "@/scripts/progress";

/** In one process with the callers; every other case is one of the product's web process. */
const IN_PROCESS = ["b", "b1", "b20"];

/**
 * Tells which functions of Node the time of a case goes to, by a profile of a run that follows one to warm up. What is
 * profiled is slower than what is not: look at the shares.
 */
export async function profileClaims(options: Options): Promise<number> {
  const keys = options.only.length > 0 ? options.only : ["b", "c"];
  if (keys.some((key) => !IN_PROCESS.includes(key))) await buildApp();
  const cluster = await startCluster();
  try {
    await withBench(cluster, options, async (bench, env) => {
      for (const key of keys) {
        progress(`Profiling ${key}`);
        const text = IN_PROCESS.includes(key) ? await here(bench, key) : await overHttp(bench, env, key);
        console.log(`\n${text}\n`);
      }
    });
  } finally {
    await closeDb();
    await cluster.stop();
  }
  return 0;
}

function find(cases: readonly Case[], key: string): Case {
  const found = cases.find((one) => one.key === key);
  if (!found) throw new Error(`there is no case ${key} to profile`);
  return found;
}

const told = ({ key, title }: Case, figures: Figures) =>
  caseTable([{ key, title, round: 1, others: null, own: null, ...figures }]);

async function here(bench: ClaimBench, key: string): Promise<string> {
  const one = find(databaseCases(bench), key);
  await one.run();
  const { value, profile } = await profiled(() => one.run());
  return `${told(one, value)}\n\n${topFunctions(profile, value)}`;
}

async function overHttp(bench: ClaimBench, env: Record<string, string>, key: string): Promise<string> {
  const server = await startProduct({ ...env, ...profiledEnv() });
  const one = find(productCases(bench, server, server, true), key);
  try {
    await one.run();
    const figures = await one.run();
    await server.stop();
    return `${told(one, figures)}\n\n${topFunctions(writtenProfile(server.pid), figures)}`;
  } finally {
    await server.stop();
  }
}
