import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeApiKey, makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { type ActivitySketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { claimPrizes, type Won } from "@/lib/activities/claim-prizes";
import { countTry, tryLimits } from "@/lib/activities/count-try";
import { lockTries } from "@/lib/activities/repository/claims";
import { WRONG_TRY_LIMITS } from "@/lib/activities/schema";
import type { Result } from "@/lib/kernel/result";
import { mintScope, type Scope } from "@/lib/platform/auth/scope";

const HOUR = 3_600_000;
/** Longer than a refusal may be given by facts that are remembered. */
const OLD_MS = 300;
let serial = 0;

type World = { merchantId: string; activityId: string; memberId: string };

async function world(more: Partial<ActivitySketch> = {}, isDraft = false): Promise<World> {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } });
    const { id } = await makeActivity(
      tx,
      merchantId,
      {
        startsAt: new Date(Date.now() - HOUR).toISOString(),
        endsAt: new Date(Date.now() + HOUR).toISOString(),
        passwords: [{ password: "SNOW", inventory: 50, prizes: [{ couponId, quantity: 1 }] }],
        ...more,
      },
      isDraft ? { publishedAt: null } : {},
    );
    return { merchantId, activityId: id, memberId: await makeMember(tx, merchantId) };
  });
}

type Asked = { password?: string; requestId?: string; scope?: Scope };

function claim({ merchantId, activityId, memberId }: World, asked: Asked = {}): Promise<Result<Won>> {
  const { password = "SNOW", requestId = `r${++serial}`, scope = memberScope(merchantId, memberId) } = asked;
  return claimPrizes(scope, { activityId, memberId, password, requestId, address: memberId });
}

const told = (result: Result<unknown>) => (result.ok ? "won" : result.refusal.code);
const change = (w: World, to: "pause" | "resume" | "publish") =>
  changeActivityState(testScope(w.merchantId), {
    requestId: crypto.randomUUID(),
    activityId: w.activityId,
    change: to,
  });

/** Uses up a member's wrong tries of the minute. */
const useUp = ({ activityId, memberId }: World) =>
  db().execute(sql`insert into rate_bucket (bucket, hits, resets_at) values
    (${tryLimits({ activityId, memberId, address: memberId })[0].bucket},
    ${WRONG_TRY_LIMITS.memberPerWindow.limit}, now() + interval '1 minute')`);

/** Holds the lock of a member's tries until `work` waits for it or is done; tells which, and gives its answer. */
async function besideOther<T>(w: World, work: () => Promise<T>): Promise<{ hasWaited: boolean; answer: T }> {
  const held = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const holding = inTransaction(async (tx) => {
    await lockTries(tx, w.activityId, w.memberId);
    held.resolve();
    await end.promise;
  });
  holding.catch(held.reject);
  await held.promise;
  let isDone = false;
  const asked = work().finally(() => {
    isDone = true;
  });
  const settled = Promise.allSettled([asked]);
  let hasWaited = false;
  while (!isDone && !hasWaited) {
    const rows = await db().execute(sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    hasWaited = rows.length > 0;
  }
  end.resolve();
  await holding;
  await settled;
  return { hasWaited, answer: await asked };
}

describe("a claim", () => {
  it("is refused to whom its audience leaves out, and to a guesser before that is told (S-14)", async () => {
    const w = await world({ audience: { type: "existing" } });
    expect(told(await claim(w))).toBe("member_not_eligible");
    await useUp(w);
    expect(told(await claim(w))).toBe("too_many_tries");
  });

  it("refuses nobody by what it remembers of an activity: resumed and published count at once", async () => {
    const paused = await world();
    await change(paused, "pause");
    const draft = await world({}, true);
    expect(told(await claim(paused))).toBe("paused");
    await expect(claim(draft)).rejects.toThrow("not_found");
    await change(paused, "resume");
    await change(draft, "publish");
    await sleep(OLD_MS);
    expect(told(await claim(paused))).toBe("won");
    expect(told(await claim(draft))).toBe("won");
  });

  it("keeps its answer when the activity is closed: the same request again is not refused (I-14)", async () => {
    const w = await world();
    const first = await claim(w, { requestId: "kept" });
    await change(w, "pause");
    expect(await claim(w, { requestId: "kept" })).toEqual({ ...first, replayed: true });
    expect(told(await claim(w))).toBe("paused");
  });

  it("by a key's request and a member's own, with the same id, are two: neither answers the other", async () => {
    const w = await world();
    const key = await inTransaction((tx) => makeApiKey(tx, w.merchantId));
    const scope = mintScope({
      ...testScope(w.merchantId),
      actor: { type: "api_key", id: key.id },
      role: null,
    });
    const own = await claim(w, { requestId: "same" });
    const keys = await claim(w, { requestId: "same", scope });
    expect([told(own), told(keys)]).toEqual(["won", "won"]);
    expect(own.ok && keys.ok && own.value.participationId !== keys.value.participationId).toBe(true);
    expect(await claim(w, { requestId: "same" })).toEqual({ ...own, replayed: true });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("by a key for what is no member's id is not found, and harms no claim beside it", async () => {
    const w = await world();
    const key = await inTransaction((tx) => makeApiKey(tx, w.merchantId));
    const scope = mintScope({
      ...testScope(w.merchantId),
      actor: { type: "api_key", id: key.id },
      role: null,
    });
    // Each would be more than one id, or none, among those of a group.
    const odd = [`${w.memberId},${w.memberId}`, `${w.memberId}"`, `{${w.memberId}}`, ",\n", "a b", "\u0000"];
    const [own, ...answers] = await Promise.allSettled([
      claim(w),
      ...odd.map((memberId) => claim({ ...w, memberId }, { scope })),
    ]);
    expect(own).toMatchObject({ status: "fulfilled", value: { ok: true } });
    expect(answers).toMatchObject(odd.map(() => ({ status: "rejected", reason: { code: "not_found" } })));
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("of a member who is looked at elsewhere is asked again alone, and waits for that", async () => {
    const w = await world();
    const { hasWaited, answer } = await besideOther(w, () => claim(w));
    expect([hasWaited, told(answer)]).toEqual([true, "won"]);
  });
});

describe("wrong tries", () => {
  const tried = (w: World) => ({ ...w, address: w.memberId });
  const count = (w: World, hash = "opens nothing") =>
    countTry(memberScope(w.merchantId, w.memberId), tried(w), hash);

  it("are looked at one after another", async () => {
    const w = await world();
    const { hasWaited, answer } = await besideOther(w, () => count(w));
    expect(hasWaited).toBe(true);
    expect(answer).toEqual({ code: "wrong_password", params: { triesLeft: 4 } });
  });

  it("that are used up are refused although the password is right by now", async () => {
    const w = await world();
    const [pool] = await db().execute<{ hash: string }>(
      sql`select password_hash as hash from prize_pool where activity_id = ${w.activityId}`,
    );
    expect(await count(w, pool?.hash)).toBeNull();
    await useUp(w);
    expect((await count(w, pool?.hash))?.code).toBe("too_many_tries");
  });

  it("of one address are limited, whoever they are made for", async () => {
    const w = await world();
    const people = await inTransaction((tx) =>
      Promise.all(Array.from({ length: 6 }, () => makeMember(tx, w.merchantId))),
    );
    const codes: (string | undefined)[] = [];
    for (let i = 0; i <= WRONG_TRY_LIMITS.address.limit; i++) {
      const memberId = people[i % people.length] ?? "";
      const scope = memberScope(w.merchantId, memberId);
      codes.push((await countTry(scope, { ...w, memberId, address: "one address" }, "wrong"))?.code);
    }
    expect(codes.slice(0, -1)).toEqual(Array(WRONG_TRY_LIMITS.address.limit).fill("wrong_password"));
    expect(codes.at(-1)).toBe("too_many_tries");
  });
});
