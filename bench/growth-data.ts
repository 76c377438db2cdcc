import postgres from "postgres";
import { transactionIn } from "@/bench/transaction";
import type { Tx } from "@/db/client";
import { makeGroup, makeMerchant } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { progress } from "@/scripts/progress";

/** Coupons that are granted, and activities with a prize coupon each: 200 coupons in all. */
const GRANTED = 180;
const ACTIVITIES = 20;
/** So many members hold so many vouchers each in every size: whom the wallet and the claim are measured for. */
export const REGULARS = 200;
export const REGULAR_HOLDS = 25;
/** Announcements the outbox still keeps, one a row; older ones were delivered and purged. */
const OUTBOX = 1_000_000;
const DAY = 86_400_000;

export type Size = { readonly vouchers: number; readonly members: number };

/** A row's id in SQL: as ours, ordered by its number, and before every id that is made later. */
const id = (prefix: string, number: string) =>
  `'${prefix}_' || lpad((${number})::text, 10, '0') || substr(md5('${prefix}' || (${number})), 1, 16)`;

type Facts = Size & { readonly merchantId: string };

/**
 * Fills an empty database at the newest schema with a merchant of this size, by statements over whole sets. Half of the
 * vouchers are prizes and half were granted, over a year; a fifth is used; every counter equals its rows.
 */
export async function fillDatabase(url: string, size: Size): Promise<void> {
  const sql = postgres(url, { max: WRITERS, onnotice() {}, connection: LOADING });
  try {
    const started = performance.now();
    const merchantId = await transactionIn(url, makeOffers);
    const facts = { ...size, merchantId };
    const indexes = await dropIndexes(sql);
    await together(sql, statements(facts));
    await together(sql, counters(facts));
    await together(
      sql,
      indexes.map((definition) => [definition.slice(0, 60), definition]),
    );
    const seconds = Math.round((performance.now() - started) / 1000);
    progress(`  ${size.vouchers.toLocaleString("en")} vouchers in ${seconds} s`);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

const WRITERS = 2;
/** The session of a restore: no triggers and no checks of keys, as the rows are right by construction. */
const LOADING = {
  session_replication_role: "replica",
  synchronous_commit: "off",
  maintenance_work_mem: "512MB",
  work_mem: "256MB",
};

/** Runs statements that do not need each other, as many at once as there are writers. */
async function together(sql: postgres.Sql, named: readonly [string, string][]): Promise<void> {
  const run = async ([what, statement]: [string, string]) => {
    const began = performance.now();
    await sql.unsafe(statement);
    const seconds = Math.round((performance.now() - began) / 1000);
    if (seconds >= 30) progress(`  ${what}: ${seconds} s`);
  };
  await Promise.all(named.map(run));
}

async function makeOffers(tx: Tx): Promise<string> {
  const merchantId = await makeMerchant(tx, { slug: "bench", name: "Bench merchant" });
  await makeGroup(tx, merchantId, { name: "Birthday", rule: { type: "birthday_month" } });
  const limited = { distribution: { methods: ["targeted" as const], quantity: 100_000_000 } };
  for (let i = 1; i <= GRANTED; i++) await makeCoupon(tx, merchantId, { ...limited, name: `Granted ${i}` });
  for (let i = 1; i <= ACTIVITIES; i++) {
    const couponId = await makeCoupon(tx, merchantId, { ...limited, name: `Prize ${i}` });
    await makeActivity(tx, merchantId, {
      name: `Activity ${i}`,
      startsAt: new Date(Date.now() - 400 * DAY).toISOString(),
      endsAt: new Date(Date.now() + 400 * DAY).toISOString(),
      passwords: [{ password: `growth ${i}`, inventory: 50_000_000, prizes: [{ couponId, quantity: 1 }] }],
      limits: { perMember: 1000, perMemberPerDay: 1000, total: null },
      perPassword: 1000,
    });
  }
  return merchantId;
}

/** Takes away what is faster made at the end: indexes, and unique keys that no other table refers to. Returns how to make them. */
async function dropIndexes(sql: postgres.Sql): Promise<string[]> {
  const tables = "'member','voucher','voucher_event','participation','outbox_batch','audit_entry'";
  const rows = await sql.unsafe<{ drop: string; make: string }[]>(`
    select case when c.oid is null then format('drop index %s', i.indexrelid::regclass)
        else format('alter table %s drop constraint %I', i.indrelid::regclass, c.conname) end as drop,
      case when c.oid is null then pg_get_indexdef(i.indexrelid)
        else format('alter table %s add constraint %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) end as make
    from pg_index i left join pg_constraint c on c.conindid = i.indexrelid and c.contype = 'u'
    where i.indrelid::regclass::text in (${tables}) and not i.indisprimary
      and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = i.indexrelid)`);
  for (const { drop } of rows) await sql.unsafe(drop);
  return rows.map(({ make }) => make);
}

/** The vouchers as a table without rows: number, member, offer, times. What every statement below is made from. */
function voucherFacts({ vouchers, members }: Size): string {
  const every = Math.max(1, Math.floor(vouchers / (REGULARS * REGULAR_HOLDS)));
  const others = members - REGULARS;
  return `(select g, g % 2 = 0 as prize,
      case when g % ${every} = 0 and g / ${every} <= ${REGULARS * REGULAR_HOLDS}
        then 1 + (g / ${every}) % ${REGULARS}
        else ${REGULARS} + 1 + abs(hashint8extended(g, 7) % ${others}) end as m,
      case when g % 4 = 0 then 1 else 2 + abs(hashint8extended(g, 3) % ${ACTIVITIES - 1}) end as a,
      1 + abs(hashint8extended(g, 5) % ${GRANTED}) as c,
      date_trunc('milliseconds', now() - interval '365 days' * (1 - g::float8 / ${vouchers}) - interval '1 minute') as at,
      abs(hashint8extended(g, 11) % 5) = 0 as used
    from generate_series(1::bigint, ${vouchers}) g)`;
}

/** Numbers the offers, for joining by number. */
const OFFERS = `
  granted as (select row_number() over (order by id) as n, id from coupon where name like 'Granted %'),
  activity_n as (select row_number() over (order by a.id) as n, a.id, p.id as pool_id, z.coupon_id from activity a
    join prize_pool p on p.activity_id = a.id join prize z on z.pool_id = p.id)`;

function statements(facts: Facts): [string, string][] {
  const { merchantId, vouchers, members } = facts;
  const mch = `'${merchantId}'`;
  const rows = voucherFacts(facts);
  const code = "translate(upper(lpad(to_hex(hashint8extended(g, 13)), 16, '7')), '01', 'YZ')";
  return [
    [
      "members",
      `insert into member (merchant_id, id, phone, name, nickname, birthday, registered_at)
       select ${mch}, ${id("mbr", "g")}, '+852' || (60000000 + g), 'Member ' || g,
         case when g % 2 = 0 then 'Nick ' || g end,
         date '1960-01-01' + (abs(hashint8extended(g, 1)) % 16000)::int,
         date_trunc('milliseconds', now() - interval '1000 days' * (1 - g::float8 / ${members}))
       from generate_series(1::bigint, ${members}) g`,
    ],
    [
      "vouchers",
      `with ${OFFERS} insert into voucher (merchant_id, id, member_id, coupon_id, terms_version, status, code, issued_at,
         valid_from, valid_until, source, source_id, issued_by_type, issued_by, used_at)
       select ${mch}, ${id("vch", "g")}, ${id("mbr", "m")}, case when prize then activity_n.coupon_id else granted.id end, 1,
         case when used then 'used' else 'available' end, ${code}, at, at, at + interval '180 days',
         case when prize then 'prize' else 'grant' end,
         case when prize then ${id("prt", "g")} else 'seed-' || g end,
         case when prize then 'member' else 'system' end, case when prize then ${id("mbr", "m")} end,
         case when used then at + interval '1 hour' end
       from ${rows} v join granted on granted.n = v.c join activity_n on activity_n.n = v.a`,
    ],
    [
      "events of use",
      `insert into voucher_event (merchant_id, id, voucher_id, at, kind, actor_type, cause)
       select ${mch}, ${id("vev", "g")}, ${id("vch", "g")}, at + interval '1 hour', 'redeemed', 'system', '{}'
       from ${rows} v where used`,
    ],
    [
      "participations",
      `with ${OFFERS} insert into participation (merchant_id, id, activity_id, pool_id, member_id, request_id, at, day)
       select ${mch}, ${id("prt", "g")}, activity_n.id, pool_id, ${id("mbr", "m")}, 'seed-' || g, at,
         (at at time zone 'Asia/Hong_Kong')::date
       from ${rows} v join activity_n on activity_n.n = v.a where prize`,
    ],
    [
      "audit entries",
      `with ${OFFERS} insert into audit_entry (merchant_id, id, at, actor_type, actor_id, action, object_type, object_id,
         after, request_id)
       select ${mch}, ${id("aud", "g")}, at, 'member', ${id("mbr", "m")}, 'activity.participate', 'participation',
         ${id("prt", "g")}, jsonb_build_object('activityId', activity_n.id, 'poolId', pool_id), 'seed'
       from ${rows} v join activity_n on activity_n.n = v.a where prize`,
    ],
    [
      "outbox",
      `insert into outbox_batch (merchant_id, id, events, created_at, delivered_at)
       select ${mch}, ${id("obx", "g")}, jsonb_build_array(jsonb_build_object('id', ${id("evt", "g")},
         'type', 'voucher.issued', 'subjectId', ${id("vch", "g")}, 'payload', '{}'::jsonb)), at, at
       from ${rows} v where g > ${vouchers - OUTBOX}`,
    ],
  ];
}

/** What counts the rows, made from the rows. */
function counters({ merchantId }: Facts): [string, string][] {
  const mch = `'${merchantId}'`;
  const lastDay = "max(at at time zone 'Asia/Hong_Kong')::date";
  const onLastDay = (time: string) =>
    `count(*) filter (where (${time} at time zone 'Asia/Hong_Kong')::date = last_day)::int`;
  return [
    [
      "activity quotas",
      `insert into activity_quota (merchant_id, member_id, activity_id, participations, day, participations_today, wins)
       select ${mch}, member_id, activity_id, count(*), last_day, ${onLastDay("at")},
         jsonb_build_object(min(pool_id), count(*))
       from (select member_id, activity_id, pool_id, at,
         max((at at time zone 'Asia/Hong_Kong')::date) over (partition by member_id, activity_id) as last_day
         from participation) p group by member_id, activity_id, last_day`,
    ],
    [
      "member quotas",
      `insert into member_quota (merchant_id, member_id, coupon_id, issued, day, issued_today)
       select ${mch}, member_id, coupon_id, count(*), ${lastDay.replaceAll("at at", "issued_at at")}, 0
       from voucher where source = 'grant' group by member_id, coupon_id`,
    ],
    [
      "coupon stock",
      `update coupon_stock s set issued = v.issued, used = v.used from
         (select coupon_id, count(*) as issued, count(*) filter (where status = 'used') as used from voucher group by 1) v
       where v.coupon_id = s.coupon_id and s.shard = 0`,
    ],
    [
      "coupon days",
      // As the worker has added them up: every day that is over.
      `with rolled as (insert into day_rollup (merchant_id, through)
         values (${mch}, (now() at time zone 'Asia/Hong_Kong')::date - 1))
       insert into coupon_day (merchant_id, coupon_id, day, claimed, used)
       select ${mch}, coupon_id, day, sum(claimed), sum(used) from (
         select coupon_id, (issued_at at time zone 'Asia/Hong_Kong')::date as day, 1 as claimed, 0 as used from voucher
         union all
         select coupon_id, (used_at at time zone 'Asia/Hong_Kong')::date, 0, 1 from voucher where used_at is not null) x
       where day < (now() at time zone 'Asia/Hong_Kong')::date group by 2, 3`,
    ],
    [
      "prize pools",
      `update prize_pool p set issued = x.n from (select pool_id, count(*) as n from participation group by 1) x
       where x.pool_id = p.id`,
    ],
    [
      "activity stock",
      `update activity_stock s set participations = x.n, participants = x.members from
         (select activity_id, count(*) as n, count(distinct member_id) as members from participation group by 1) x
       where x.activity_id = s.activity_id and s.shard = 0`,
    ],
  ];
}
