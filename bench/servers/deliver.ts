import { setTimeout as sleep } from "node:timers/promises";
import { closeDb } from "@/db/client";
import { deliverDue } from "@/lib/packs/deliver-due";

// One delivery run in a process of its own, as a worker makes it; tells its parent what it took.

const samples: { at: number; mb: number }[] = [];
const megabytes = () => process.memoryUsage().rss / 1e6;
const timer = setInterval(() => samples.push({ at: performance.now(), mb: megabytes() }), 50);

await sleep(500);
const began = performance.now();
const delivered = await deliverDue(new AbortController().signal);
const ended = performance.now();
clearInterval(timer);
const early = samples.filter(({ at }) => at <= began + (ended - began) / 5);
process.send?.({
  delivered,
  seconds: (ended - began) / 1000,
  earlyMb: Math.max(...early.map(({ mb }) => mb)),
  mostMb: Math.max(...samples.map(({ mb }) => mb)),
});
await closeDb();
