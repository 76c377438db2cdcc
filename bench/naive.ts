import { randomInt } from "node:crypto";
import postgres from "postgres";
import type { Cluster } from "@/bench/cluster";

/** Members the naive claims are made for: so many that a limit of three is met about never. */
const MEMBERS = 5_000_000;
const LIMIT = 3;

/** How the naive claim's tables are called; what they hold is said in `makeNaive`. */
export const NAIVE_DATABASE = "bench_naive";

/** Makes the naive design's database: one counter row, and one row a claim. */
export async function makeNaive(cluster: Cluster): Promise<string> {
  const { admin } = cluster;
  await admin.unsafe(`drop database if exists ${NAIVE_DATABASE} with (force)`);
  await admin.unsafe(`create database ${NAIVE_DATABASE}`);
  const url = cluster.urlOf(NAIVE_DATABASE);
  const sql = postgres(url, { max: 1, onnotice() {} });
  await sql.unsafe(`
    create table coupon (id int primary key, inventory bigint not null, issued bigint not null) with (fillfactor = 50);
    insert into coupon values (1, 1000000000, 0);
    create table claim (
      member_id bigint not null, coupon_id int not null references coupon, seq int not null,
      at timestamptz not null default now(), unique (member_id, coupon_id, seq));
    create table plain_insert (
      id bigint generated always as identity primary key, member_id text not null, at timestamptz not null default now());
  `);
  await sql.end({ timeout: 5 });
  return url;
}

/** The claim as most would write it, for pgbench: lock, check stock, check the member, insert, count, commit. */
export const PGBENCH_NAIVE = `\\set member random(1, ${MEMBERS})
begin;
select issued, inventory from coupon where id = 1 for update \\gset
select count(*) as held from claim where member_id = :member and coupon_id = 1 \\gset
\\if :held < ${LIMIT} and :issued < :inventory
insert into claim (member_id, coupon_id, seq) values (:member, 1, :held + 1);
update coupon set issued = issued + 1 where id = 1;
\\endif
commit;
`;

/** The least a locked claim can be: no look at the member, and the lock taken by the update itself. */
export const PGBENCH_LEAN = `\\set member random(1, 2000000000)
begin;
update coupon set issued = issued + 1 where id = 1 and issued < inventory;
insert into claim (member_id, coupon_id, seq) values (:member, 1, (random() * 2000000000)::int);
commit;
`;

/** The same naive claim from Node: one transaction, statement by statement. Returns the word of its answer. */
export async function claimNaively(sql: postgres.Sql): Promise<string> {
  const member = randomInt(1, MEMBERS);
  return await sql.begin(async (tx) => {
    const [coupon] = await tx`select issued, inventory from coupon where id = 1 for update`;
    if (!coupon || Number(coupon.issued) >= Number(coupon.inventory)) return "sold_out";
    const [held] =
      await tx`select count(*)::int as n from claim where member_id = ${member} and coupon_id = 1`;
    const count = Number(held?.n ?? 0);
    if (count >= LIMIT) return "limit";
    await tx`insert into claim (member_id, coupon_id, seq) values (${member}, 1, ${count + 1})`;
    await tx`update coupon set issued = issued + 1 where id = 1`;
    return "ok";
  });
}

/** What is wrong between the naive counter and its rows; null = nothing. */
export async function checkNaive(sql: postgres.Sql): Promise<string | null> {
  const [row] =
    await sql`select issued::int as counted, (select count(*)::int from claim) as rows from coupon`;
  return row?.counted === row?.rows
    ? null
    : `the naive counter says ${row?.counted}, there are ${row?.rows} rows`;
}
