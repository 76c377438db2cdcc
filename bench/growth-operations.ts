import { sql } from "drizzle-orm";
import { runCallers } from "@/bench/callers";
import { REGULARS } from "@/bench/growth-data";
import { db } from "@/db/client";
import { memberScope, testScope } from "@/db/seed/factories";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { activityHistory } from "@/lib/activities/queries/activities";
import { getActivityPage } from "@/lib/activities/queries/member-pages";
import { listParticipants } from "@/lib/activities/queries/participants";
import { listCoupons } from "@/lib/coupons/queries/coupons";
import { couponDays } from "@/lib/coupons/queries/days";
import { newId } from "@/lib/kernel/id";
import { addDays, localDate } from "@/lib/kernel/time";
import { countAudience } from "@/lib/members/queries/audience";
import { listMembers } from "@/lib/members/queries/list";
import { listMemberParticipations } from "@/lib/members/queries/member";
import { countMemberVouchers, listMemberVouchers } from "@/lib/vouchers/queries";
import { listCouponVouchers } from "@/lib/vouchers/queries/records";

const ZONE = "Asia/Hong_Kong";
const today = () => localDate(new Date(), ZONE);

export type Operation = {
  readonly key: string;
  readonly title: string;
  /** Whether it must cost the same in every size; the others are told beside it. */
  readonly mustHold: boolean;
  run(turn: number): Promise<unknown>;
};

type Person = { readonly id: string; readonly name: string; readonly phone: string };

/** Whom and what the operations are about: the same people and offers in every size. */
export type Subjects = {
  readonly merchantId: string;
  readonly regulars: readonly Person[];
  readonly activityId: string;
  readonly couponId: string;
  readonly groupId: string;
};

export async function findSubjects(): Promise<Subjects> {
  const [first] = await db().execute<{ merchant_id: string; id: string }>(
    sql`select merchant_id, id from activity where name = 'Activity 1'`,
  );
  const [coupon] = await db().execute<{ id: string }>(sql`select id from coupon where name = 'Prize 1'`);
  const [group] = await db().execute<{ id: string }>(
    sql`select id from member_group where name = 'Birthday'`,
  );
  const regulars = await db().execute<Person>(
    sql`select id, name, phone from member order by id limit ${REGULARS}`,
  );
  if (!first || !coupon || !group) throw new Error("the database was not filled");
  const offers = {
    merchantId: first.merchant_id,
    activityId: first.id,
    couponId: coupon.id,
    groupId: group.id,
  };
  return { ...offers, regulars: [...regulars] };
}

/** One claim of a regular in the first activity; the word of its answer. */
export async function claimAs({ merchantId, activityId, regulars }: Subjects, turn: number): Promise<string> {
  const member = regulars[turn % regulars.length]?.id ?? "";
  const request = { activityId, password: "growth 1", requestId: newId("evt"), address: "127.0.0.1" };
  const result = await claimPrizes(memberScope(merchantId, member), request);
  return result.ok ? "ok" : result.refusal.code;
}

async function claimMustWin(subjects: Subjects, turn: number): Promise<void> {
  const word = await claimAs(subjects, turn);
  if (word !== "ok") throw new Error(`a claim was answered ${word}`);
}

/** What is measured, for these subjects. */
export function operationsFor(subjects: Subjects): Operation[] {
  const { merchantId, activityId, couponId, groupId, regulars } = subjects;
  const staff = testScope(merchantId);
  const regular = (turn: number) => regulars[turn % regulars.length] ?? { id: "", name: "", phone: "" };
  const own = (turn: number) => memberScope(merchantId, regular(turn).id);
  const must = (key: string, title: string, run: Operation["run"]) => ({ key, title, run, mustHold: true });
  const beside = (key: string, title: string, run: Operation["run"]) => ({
    key,
    title,
    run,
    mustHold: false,
  });
  return [
    must("claim", "one claim alone, in process", (turn) => claimMustWin(subjects, turn)),
    must("coupons", "coupon list, first page", () => listCoupons(staff, {})),
    must("wallet", "wallet page", (turn) =>
      Promise.all([
        listMemberVouchers(own(turn), { memberId: regular(turn).id, tab: "available" }),
        countMemberVouchers(own(turn), regular(turn).id),
      ]),
    ),
    must("activity", "activity page, signed in", (turn) => getActivityPage(own(turn), activityId)),
    must("member-phone", "member search by phone", (turn) => listMembers(staff, { q: regular(turn).phone })),
    must("member-name", "member search by name", (turn) => listMembers(staff, { q: regular(turn).name })),
    beside("participants", "participants of the largest activity", () => listParticipants(staff, activityId)),
    beside("members", "member list, newest first", () => listMembers(staff)),
    beside("members-by-name", "member list, by name from the last", () =>
      listMembers(staff, { sort: "name", descending: true }),
    ),
    beside("records", "records of a coupon, first page", () => listCouponVouchers(staff, { couponId })),
    beside("coupon-days", "data of a coupon, 30 days and the 30 before", () =>
      couponDays(staff, { couponId, from: addDays(today(), -59), to: today(), timeZone: ZONE }),
    ),
    beside("history", "history of the largest activity", () => activityHistory(staff, activityId)),
    beside("member-wins", "a member's participations", (turn) =>
      listMemberParticipations(staff, regular(turn).id),
    ),
    beside("audience", "how many have their birthday this month", () =>
      countAudience(staff, {
        type: "match",
        groupIds: [groupId],
        planIds: [],
        tierIds: [],
        tagIds: [],
        memberIds: [],
      }),
    ),
  ];
}

export type Sample = { readonly times: readonly number[]; readonly error: string | null };

/** Up to `samples` runs of an operation, for at most `maxMs` but at least three. Times in milliseconds. */
export async function sample(operation: Operation, samples: number, maxMs: number): Promise<Sample> {
  const times: number[] = [];
  const until = performance.now() + maxMs;
  try {
    for (let turn = 0; turn < samples && (turn < 3 || performance.now() < until); turn += 1) {
      const began = performance.now();
      await operation.run(turn);
      times.push(performance.now() - began);
    }
    return { times, error: null };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return { times, error: `${String(error).slice(0, 100)}${cause}` };
  }
}

/** Claims of 64 callers at once, in quarters: the rate of each, to see whether it falls as rows come. */
export async function burst(subjects: Subjects, claims: number, seconds: number): Promise<number[]> {
  const rates: number[] = [];
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const plan = { callers: 64, seconds: seconds / 4, most: Math.ceil(claims / 4) };
    const figures = await runCallers(plan, (serial) => claimAs(subjects, serial));
    const other = Object.keys(figures.answers).filter((word) => word !== "ok");
    if (other.length > 0) throw new Error(`claims were answered ${other.join(", ")}`);
    rates.push(figures.perSecond);
  }
  return rates;
}
