import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { runJob } from "@/lib/jobs/run-job";
import { giveToMany } from "@/lib/vouchers/jobs";

// Does one giving as a worker does, until it is over or somebody kills it; says how far it is as it goes.
const { MERCHANT = "", JOB = "" } = process.env;

async function told(): Promise<never> {
  for (;;) {
    const [row] = await db().execute<{ done: string; status: string }>(
      sql`select done::text, status from job where merchant_id = ${MERCHANT} and id = ${JOB}`,
    );
    process.stdout.write(`done ${row?.done ?? "0"}\n`);
    if (Number(row?.done ?? 0) > 0) process.stdout.write("half\n");
  }
}

void told();
await runJob([giveToMany], { merchantId: MERCHANT, jobId: JOB, from: 0 }, new AbortController().signal);
process.stdout.write("over\n");
process.exit(0);
