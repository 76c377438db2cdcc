import { sql } from "drizzle-orm";
import { afterAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { freshRequestId, makeMember, makeMerchant, makeStaff, makeTag, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { listJobs } from "@/lib/jobs/queries";
import { runJob } from "@/lib/jobs/run-job";
import { foldTag } from "@/lib/members/fold-tag";
import { TAG_AT_ONCE } from "@/lib/members/schema";
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

it("a tag that more wear than one transaction takes is merged part by part, goes at the end, and is in the log once", async () => {
  const { merchantId, staffId, from, into } = await inTransaction(async (tx) => {
    const id = await makeMerchant(tx);
    const [spring, summer] = [await makeTag(tx, id, "spring"), await makeTag(tx, id, "summer")];
    await tx.execute(sql`insert into member (merchant_id, id, phone)
      select ${id}, 'mbr_' || g, '+852' || (60000000 + g) from generate_series(1, ${TAG_AT_ONCE + 1}) g`);
    await tx.execute(sql`insert into member_tag (merchant_id, member_id, tag_id)
      select merchant_id, id, ${spring} from member where merchant_id = ${id}`);
    await tx.execute(sql`insert into member_tag (merchant_id, member_id, tag_id)
      values (${id}, 'mbr_1', ${summer})`);
    return {
      merchantId: id,
      staffId: await makeStaff(tx, id, { role: "group_admin" }),
      from: spring,
      into: summer,
    };
  });
  const scope = testScope(merchantId, "group_admin", { actor: { type: "staff", id: staffId } });
  const started = await foldTag(scope, { requestId: freshRequestId(), tagId: from, into });
  if (!started.ok || !("jobId" in started.value)) throw new Error("it is not a job");
  const { jobId } = started.value;
  await runJob(kinds, { merchantId, jobId, from: 0 }, new AbortController().signal);
  const job = (await listJobs(scope)).rows.find(({ id }) => id === jobId);
  expect(job).toMatchObject({ status: "done", result: { counts: { updated: TAG_AT_ONCE + 1 } } });
  const [left] = await db().execute<{ tags: string; worn: number; told: number }>(sql`select
    (select string_agg(name, ',') from tag where merchant_id = ${merchantId}) as tags,
    (select count(*)::int from member_tag where merchant_id = ${merchantId} and tag_id = ${into}) as worn,
    (select count(*)::int from audit_entry where merchant_id = ${merchantId} and action = 'tag.merge') as told`);
  expect(left).toEqual({ tags: "summer", worn: TAG_AT_ONCE + 1, told: 1 });
});
