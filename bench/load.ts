import { Worker } from "node:worker_threads";
import { type Figures, figuresOf } from "@/bench/figures";

/** Twelve bytes of a request that the generator overwrites with a number no other request of the run has. */
export const SERIAL = "@@SERIAL@@@@";

export type LoadPlan = {
  /** Ports on 127.0.0.1; connections are dealt out to them in turn. */
  readonly ports: readonly number[];
  readonly connections: number;
  readonly seconds: number;
  /** Most requests in all. */
  readonly most: number;
  /** Sent in turn, from the first again after the last. Whole requests, with their headers and body. */
  readonly requests: readonly Buffer[];
  /** Keeps the bodies of the first so many answers. */
  readonly keep?: number;
};

/** What the generator's thread is given: all requests in one piece. */
export type LoadTask = Omit<LoadPlan, "requests" | "keep"> & {
  readonly bytes: Uint8Array;
  /** Where each request begins, and the end of the last. */
  readonly offsets: readonly number[];
  /** Where in its request the serial stands; -1 = nowhere. */
  readonly slots: readonly number[];
  readonly keep: number;
};

export type LoadAnswer = {
  readonly latencies: Float64Array;
  readonly seconds: number;
  readonly answers: Record<string, number>;
  readonly bodies: readonly string[];
};

/**
 * Sends requests over keep-alive connections from a thread of its own, each connection sending its next request as soon
 * as it has read its answer. Ends by time or by number, whichever comes first.
 */
export async function runLoad(plan: LoadPlan): Promise<Figures & { readonly bodies: readonly string[] }> {
  const { requests, keep = 0, ports, connections, seconds, most } = plan;
  const offsets = [0];
  for (const request of requests) offsets.push((offsets.at(-1) ?? 0) + request.length);
  const slots = requests.map((request) => request.indexOf(SERIAL));
  const bytes = Buffer.concat(requests);
  const task: LoadTask = { ports, connections, seconds, most, bytes, offsets, slots, keep };
  const worker = new Worker(new URL("./load-thread.ts", import.meta.url), { workerData: task });
  const answer = await new Promise<LoadAnswer>((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the load generator ended (${code})`)));
  });
  await worker.terminate();
  return { ...figuresOf(answer.latencies, answer.seconds, answer.answers), bodies: answer.bodies };
}
