import { sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { freshRequestId, makeMember, makeMerchant, makeStaff, makeTag, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { listJobs } from "@/lib/jobs/queries";
import { runJob } from "@/lib/jobs/run-job";
import { startBulk } from "@/lib/members/start-bulk";
import { closeJobs } from "@/lib/platform/jobs";
import { kinds } from "@/lib/worker";

afterAll(closeJobs);

it("a tag for all that a search matches reaches every one of them, and the log keeps no name", async () => {
  const { merchantId, staffId, tagId } = await inTransaction(async (tx) => {
    const id = await makeMerchant(tx);
    for (let n = 0; n < 501; n += 1) await makeMember(tx, id, { name: "王伟" });
    return {
      merchantId: id,
      staffId: await makeStaff(tx, id, { role: "group_admin" }),
      tagId: await makeTag(tx, id, "spring"),
    };
  });
  const scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id: staffId } });
  const started = await startBulk(scope, {
    ...{ requestId: freshRequestId(), filter: { q: "王伟" }, total: 501 },
    change: { type: "tag", add: [tagId], remove: [] },
  });
  if (!started.ok) throw new Error(started.refusal.code);
  const { jobId } = started.value;
  await runJob(kinds, { merchantId, jobId, from: 0 }, new AbortController().signal);
  const job = (await listJobs(scope)).rows.find(({ id }) => id === jobId);
  expect(job).toMatchObject({ status: "done", result: { counts: { updated: 501 } } });
  const kept = await db().execute(sql`
    select input::text as text from job where id = ${jobId}
    union all select after::text from audit_entry where object_id = ${jobId}`);
  expect(JSON.stringify(kept)).not.toContain("王伟");
});
