import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { closeDb, db } from "@/db/client";
import { subscribe } from "@/lib/platform/deliver-outbox";
import { startWorker } from "@/lib/worker";

// A worker with one subscriber, which writes down every time it is told of an event, and does its work once.
const recorder = subscribe({
  name: "test.recorder",
  types: ["voucher.issued", "activity.participated"],
  concurrency: 8,
  handle: async ({ id }) => {
    await db().execute(sql`insert into test_told (event_id) values (${id})`);
    await sleep(Number(process.env.WORK_MS ?? 5));
    await db().execute(sql`insert into test_done (event_id) values (${id}) on conflict do nothing`);
  },
});

const worker = await startWorker({ jobs: [], subscriptions: [recorder] });
process.stdout.write("ready\n");
process.on("SIGTERM", async () => {
  await worker.stop(Number(process.env.FINISH_MS ?? 5000));
  await closeDb();
  process.exit(0);
});
