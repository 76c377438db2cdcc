import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { log } from "@/lib/platform/log";
import { perProcess } from "@/lib/platform/per-process";

const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Every label's values are few and known: kinds, codes, states. Never an id, a path or anything a client sends. */
function build() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "scrip_" });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `scrip_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `scrip_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram({ name: `scrip_${name}`, help, labelNames, buckets: seconds, registers });
  return {
    registry,
    collectors: new Map<string, () => Promise<void> | void>(),
    requests: counter("requests_total", "Requests answered", ["method", "kind", "status", "route"]),
    requestSeconds: histogram("request_seconds", "Time from a request's headers to its answer's last byte", [
      "kind",
    ]),
    claims: counter(
      "claims_total",
      "Coupons asked for, by way and outcome: ok, replayed, or the code of the refusal or error",
      ["by", "outcome"],
    ),
    signIns: counter("sign_ins_total", "Steps of signing in, by outcome: ok, or the code of the refusal", [
      "step",
      "outcome",
    ]),
    webhookAttempts: counter("webhook_attempts_total", "Calls of webhooks: taken, refused, or unreachable", [
      "outcome",
    ]),
    unsignedEvents: counter(
      "payment_events_refused_total",
      "Events of payments that were not signed, or long ago, by provider",
      ["provider"],
    ),
    jobRuns: counter(
      "job_runs_total",
      "Tries of background jobs: completed, failed (to be tried again), or dead (the last, or malformed)",
      ["queue", "outcome"],
    ),
    packPurchases: counter(
      "pack_purchases_total",
      "Packs that members wanted to buy, by outcome: ok, or the code of the refusal",
      ["outcome"],
    ),
    packsFailed: counter(
      "pack_deliveries_failed_total",
      "Purchases whose delivery failed and was put off",
      [],
    ),
    packsDue: gauge("pack_deliveries_due", "Deliveries of packs that are due, counted up to 10,000"),
    packsLate: gauge(
      "pack_deliveries_late_seconds",
      "How long the oldest delivery has been due; 0 = none is",
    ),
    packsPutOff: gauge(
      "pack_deliveries_put_off_seconds",
      "How long the delivery that is latest of all has been due which waits for a coupon or failed; 0 = none does",
    ),
    claimBatch: histogram("claim_batch_seconds", "Time of one transaction of gathered claims", []),
    statementErrors: counter(
      "statement_errors_total",
      "Work the database failed, by SQLSTATE or the pool's code",
      ["state"],
    ),
    pageCache: counter("page_cache_total", "Public pages: kept, joined, rendered, or not for keeping", [
      "outcome",
    ]),
    pool: gauge("pool_connections", "Connections in use and callers waiting, by pool", ["pool", "state"]),
    poolWait: histogram("pool_wait_seconds", "Time a caller waited for a connection", ["pool"]),
    poolRefused: counter("pool_refused_total", "Callers that could not have a connection", ["pool"]),
    lockWaits: gauge("lock_waits", "Backends of the database that wait for a lock"),
    outboxAge: gauge("outbox_age_seconds", "Age of the oldest announcement not handed on yet; 0 = none"),
    outboxPending: gauge(
      "outbox_pending",
      "Transactions whose events were not handed on yet, counted up to 10,000",
    ),
    jobs: gauge("jobs", "Background jobs by queue and state", ["queue", "state"]),
    jobAge: gauge(
      "job_age_seconds",
      "How long the oldest job of a queue has been due that nobody has taken; no dead letters",
      ["queue"],
    ),
    trackedJobs: gauge(
      "tracked_jobs",
      "Jobs that people started: waiting, running, failed in the last hour",
      ["state"],
    ),
    workerAge: gauge("worker_age_seconds", "Seconds since a worker last said that it lives; -1 = never"),
    differences: gauge("reconciliation_differences", "Open alerts: counters that do not equal their history"),
    uncaught: counter("uncaught_errors_total", "Errors that nobody caught", []),
    databaseUp: gauge("database_up", "1 when the last scrape could ask the database"),
  };
}

export type Metrics = ReturnType<typeof build>;

declare global {
  var __scripMetrics: Metrics | undefined;
}

/** The process's one set of figures, whichever bundle asks for it (Next's and server.ts's share it). */
export function metrics(): Metrics {
  globalThis.__scripMetrics ??= build();
  return globalThis.__scripMetrics;
}

type Tally = {
  readonly method: string;
  readonly kind: string;
  readonly status: number;
  readonly route: string;
  count: number;
};
const tallies = () => perProcess("request-tallies", () => new Map<string, Tally>());
const durations = () => perProcess("request-durations", () => new Map<string, (seconds: number) => void>());

/**
 * Counts a request that was answered after `seconds`; `route` is a pattern, of which there are as many as files. Counted up here and handed on at a scrape: the registry takes longer
 * for one figure with three labels than an endpoint may take for its whole answer.
 */
export function countRequest(
  request: Pick<Tally, "method" | "kind" | "status" | "route">,
  seconds: number,
): void {
  const { method, kind, status, route } = request;
  const key = `${method} ${kind} ${status} ${route}`;
  const tally = tallies().get(key);
  if (tally) tally.count += 1;
  else tallies().set(key, { method, kind, status, route, count: 1 });
  let observe = durations().get(kind);
  if (!observe) {
    observe = metrics().requestSeconds.labels({ kind }).observe;
    durations().set(kind, observe);
  }
  observe(seconds);
}

const others = () => perProcess("tallies", () => new Map<string, () => void>());

/** Has `handOn` give what it has counted up to the registry before each scrape; the same name again replaces it. */
export function onTally(name: string, handOn: () => void): void {
  others().set(name, handOn);
}

function handOnTallies(): void {
  for (const handOn of others().values()) handOn();
  for (const { count, ...labels } of tallies().values()) metrics().requests.inc(labels, count);
  tallies().clear();
}

/** What an operator watches: locks, deadlocks, deadlines, lost connections, read-only, too many connections. */
const watched = new Set([
  ...["55P03", "40P01", "40001", "57014", "57P01", "25006", "53300", "08006"],
  ...["POOL_LOST", "POOL_DEADLINE"],
]);

/** Counts a unit of work that the database failed, by its SQLSTATE or the pool's code; what nobody watches is `other`. */
export function countStatementError(state: string): void {
  metrics().statementErrors.inc({ state: watched.has(state) ? state : "other" });
}

/** Has `collect` set its gauges before each scrape; the same name again replaces it. One that fails is left out. */
export function onScrape(name: string, collect: () => Promise<void> | void): void {
  metrics().collectors.set(name, collect);
}

/** All figures as Prometheus text; collectors have `eachMs` to say theirs. */
export async function metricsText(eachMs = 2000): Promise<string> {
  const { collectors, registry } = metrics();
  handOnTallies();
  await Promise.all(
    [...collectors].map(async ([name, collect]) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`not within ${eachMs} ms`)), eachMs);
      });
      try {
        await Promise.race([collect(), late]);
      } catch (err) {
        log.warn("figures left out of a scrape", { code: name, err });
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  return await registry.metrics();
}
