import { memberScope } from "@/db/seed/factories";
import { claimPrizes } from "@/lib/activities/claim-prizes";

// Claims as fast as it can, eight at a time, until it is killed; says each that was answered.
const { MERCHANT = "", ACTIVITY = "", PASSWORD = "", MEMBERS = "" } = process.env;
const memberIds = MEMBERS.split(",");

async function caller(memberId: string): Promise<never> {
  for (let n = 0; ; n += 1) {
    const requestId = `${process.pid}-${memberId}-${n}`;
    const scope = memberScope(MERCHANT, memberId);
    const claim = { activityId: ACTIVITY, password: PASSWORD, requestId, address: "test" };
    const result = await claimPrizes(scope, claim);
    process.stdout.write(result.ok ? `ok ${result.value.participationId}\n` : `no ${result.refusal.code}\n`);
  }
}

await Promise.all(memberIds.map(caller));
