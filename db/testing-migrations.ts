import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

/** What the pool of the web process allows itself (db/client.ts). */
const appTimeouts = { statement_timeout: 3000, lock_timeout: 2000 };
const server = () => postgres(process.env.TEST_SERVER_URL ?? "", { max: 1, onnotice() {} });
/** A connection of a test's own. */
export const open = (url: string, max = 1, connection = {}) =>
  postgres(url, { max, connection, onnotice() {} });
/** What is taken away when a test is over. */
export const left: (() => Promise<unknown>)[] = [];
let serial = 0;

/** Takes away what a test of migrations made. */
export async function takeAway(): Promise<void> {
  for (const undo of left.splice(0)) await undo();
}

/** A database with nothing in it. */
export async function emptyDatabase(): Promise<string> {
  const name = `t_${process.pid}_empty${++serial}`;
  const admin = server();
  await admin.unsafe(`create database ${name}`);
  left.push(async () => {
    await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  const url = new URL(process.env.TEST_SERVER_URL ?? "");
  url.pathname = `/${name}`;
  return url.toString();
}

/** What the code of before does, in one transaction: `mark` is its own, `n` counts. */
export type Write = (tx: postgres.TransactionSql, mark: string, n: number) => Promise<void>;

type Load = { readonly waits: number[]; readonly errors: string[]; stop(): Promise<void> };

/** Three callers who write over and over, with the deadlines of the web process. */
export function startLoad(url: string, write: Write): Load {
  const sql = open(url, 4, appTimeouts);
  const load = { waits: [] as number[], errors: [] as string[], isOver: false };
  const caller = async (name: string) => {
    for (let n = 0; !load.isOver; n += 1) {
      const started = performance.now();
      try {
        await sql.begin((tx) => write(tx, `${name}_${n}_`, n));
      } catch (error) {
        load.errors.push(String(error));
      }
      load.waits.push(performance.now() - started);
      await sleep(5);
    }
  };
  const callers = ["a", "b", "c"].map(caller);
  const stop = async () => {
    load.isOver = true;
    await Promise.all(callers);
    await sql.end();
  };
  return { waits: load.waits, errors: load.errors, stop };
}

/** A transaction that has written another merchant's row and takes its time, and another that reads everything. */
export async function holdLocks(url: string, ms: number): Promise<void> {
  const sql = open(url, 2);
  await Promise.all([
    sql.begin(async (tx) => {
      await tx`update merchant set name = name where id = 'mch_2'`;
      await tx`select pg_sleep(${ms / 1000})`;
    }),
    sql.begin(async (tx) => {
      await tx`select count(*) from voucher, pg_sleep(${ms / 1000})`;
    }),
  ]);
  await sql.end();
}

/** The longest that anybody had been waiting for a lock whenever it was looked at, in ms. */
export async function watchQueues(url: string, until: Promise<unknown>): Promise<number> {
  const sql = open(url);
  let longest = 0;
  let isOver = false;
  void until.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const [row] =
      await sql`select coalesce(max(extract(epoch from clock_timestamp() - waitstart)), 0)::float8 * 1000 as ms
      from pg_locks where not granted and locktype = 'relation'`;
    longest = Math.max(longest, Number(row?.ms ?? 0));
    await sleep(50);
  }
  await sql.end();
  return longest;
}
