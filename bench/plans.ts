import { readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Cluster } from "@/bench/cluster";
import type { Operation } from "@/bench/growth-operations";
import { db } from "@/db/client";

/** As often as a statement runs before its plan is kept: the server may settle on a plan for all parameters by then. */
const TURNS = 8;
const MOST_LINES = 12;

export type Plan = { readonly statement: string; readonly lines: readonly string[] };

/** Runs an operation with marks around each turn, for `plansIn` to find its statements by. */
export async function markStatements(operation: Operation): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) {
    await db().execute(sql.raw(`select 'mark ${operation.key}'`));
    await operation.run(turn).catch(() => undefined);
  }
  await db().execute(sql.raw("select 'mark end'"));
}

/** Lets the server explain every statement of a database in its log, from its next connections on. */
export async function explainAll({ admin }: Cluster, database: string, on: boolean): Promise<void> {
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    // A claim is one call of a function: what it does stands in statements of its own.
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_parameter_max_length": "0",
  };
  await admin.unsafe("load 'auto_explain'");
  for (const [name, value] of Object.entries(settings)) {
    await admin.unsafe(`alter database ${database} ${on ? `set ${name} = '${value}'` : `reset ${name}`}`);
  }
}

/** Where the server's log ends now. */
export const endOfLog = ({ log }: Cluster) => statSync(log).size;

/** The plans that the log holds from `offset` on, by the key of their operation: those of its last turn. */
export async function plansIn({ log }: Cluster, offset: number): Promise<Map<string, Plan[]>> {
  await sleep(500);
  const text = readFileSync(log).subarray(offset).toString("utf8");
  const plans = new Map<string, Plan[]>();
  let key = "end";
  for (const entry of text.split(/^(?=\d{4}-\d\d-\d\d )/m)) {
    const body = /duration: [\d.]+ ms {2}plan:\n([\s\S]*)/.exec(entry)?.[1];
    if (!body) continue;
    const mark = /Query Text: select 'mark ([a-z-]+)'/.exec(body)?.[1];
    if (mark) {
      key = mark;
      plans.set(key, []);
    } else plans.get(key)?.push(planOf(body));
  }
  plans.delete("end");
  return plans;
}

/** Lines that say nothing about how a plan grows. */
const IDLE =
  /^(Query Identifier|Settings|Planning|Index Searches|Heap Fetches: 0|Heap Blocks|Sort Method|Batches|Worker)/;

function planOf(body: string): Plan {
  const lines = body.split("\n").map((line) => line.replace(/^\t/, ""));
  const begin = lines.findIndex((line, at) => at > 0 && /\(cost=/.test(line));
  const query = lines.slice(0, begin).join(" ").replace("Query Text: ", "");
  const kept = lines.slice(begin).filter((line) => line.trim() !== "" && !IDLE.test(line.trim()));
  // What the whole read is said once, in the first such line.
  const buffers = kept.findIndex((line) => line.includes("Buffers:"));
  const plain = kept.filter((line, at) => at === buffers || !line.includes("Buffers:")).map(terse);
  const cut = plain.length > MOST_LINES ? [...plain.slice(0, MOST_LINES), "…"] : plain;
  return { statement: shortened(query), lines: cut };
}

/** A plan's line without estimates, ids and casts. */
function terse(line: string): string {
  const text = line
    .replace(/ {2}\(cost=[^)]*\)/, "")
    .replace(/\(actual time=[\d.]+\.\.([\d.]+) rows=([\d.]+) loops=(\d+)\)/, "($1 ms, $2 rows, $3 times)")
    .replace(/\.00 rows, 1 times\)/, " rows)")
    .replace(/\.00 rows/, " rows")
    .replaceAll(/'[a-z]{3}_[0-9a-z]{26}'/g, "'…'")
    .replaceAll(/::(text|timestamp with time zone|smallint|bigint)(\[\])?/g, "");
  return text.length > 150 ? `${text.slice(0, 150)}…` : text;
}

/** A statement without the columns it selects, which say nothing about its plan. */
function shortened(query: string): string {
  const plain = query.replace(/\s+/g, " ").replaceAll('"', "").trim();
  const columns = /^(select|insert into \w+) .{80,}?(?= from | values )/.exec(plain);
  const text = columns ? `${columns[1]} …${plain.slice(columns[0].length)}` : plain;
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
