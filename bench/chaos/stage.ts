import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Cluster } from "@/bench/chaos/cluster";
import { Coupons } from "@/bench/chaos/coupons";
import { ask } from "@/bench/chaos/http";
import { Keeper } from "@/bench/chaos/keeper";
import { makeOffers, type Target } from "@/bench/chaos/offers";
import { type ChaosOptions, LONG_SECONDS } from "@/bench/chaos/options";
import { makeShop, type Shop } from "@/bench/chaos/orders";
import { type DailyPack, makeDailyPack } from "@/bench/chaos/packs";
import { type Program, Web, Worker } from "@/bench/chaos/programs";
import type { Random } from "@/bench/chaos/random";
import { type Call, Recorder } from "@/bench/chaos/recorder";
import { newRequestId, type Rush } from "@/bench/chaos/rush";
import { Sales } from "@/bench/chaos/sales";
import { until } from "@/bench/chaos/wait";
import { makeWorld, type World } from "@/bench/claim-world";
import { closeDb } from "@/db/client";
import { makeApiKey } from "@/db/seed/factories";
import { TestProxy } from "@/db/testing-proxy";
import { inTransaction } from "@/db/transaction";
import { buildKey, treeDir } from "@/scripts/local-data";
import { refuse } from "@/scripts/progress";

const MEMBERS = 240;
/** Connections of each web process, as in production. */
const POOL = 10;
/** How often what is scarce can be won. */
const SUPPLY = 60;

/** Something that must come true by itself, within so many milliseconds from `since` on. */
export type Debt = {
  readonly what: string;
  readonly since: number;
  readonly withinMs: number;
  readonly isPaid: () => Promise<boolean>;
};

export const chaosDir = join(treeDir, "chaos");

/** Everything a scenario plays with: two web processes and two workers behind a proxy to one database, and members. */
export class Stage {
  /** What this scenario's clients were told. */
  recorder = new Recorder();
  /** What this scenario's members can claim. */
  targets: readonly Target[] = [];
  /** The load that runs now. */
  readonly rushes = new Set<Rush>();

  /** What tills sell in this scenario. */
  sales: Sales = new Sales(this);
  /** What programs write in this scenario. */
  coupons: Coupons = new Coupons(this);
  /** The merchant who adds stock meanwhile; null = nobody yet. */
  keeper: Keeper | null = null;
  /** What a scenario leaves behind that takes its time: asked for at the end of the run. */
  readonly debts: Debt[] = [];
  readonly poolSize = POOL;

  private constructor(
    readonly random: Random,
    readonly cluster: Cluster,
    readonly proxy: TestProxy,
    readonly webs: readonly [Web, Web],
    readonly workers: readonly [Worker, Worker],
    readonly baseUrl: string,
    readonly world: World,
    readonly apiKey: string,
    readonly shop: Shop,
    readonly pack: DailyPack,
    private readonly options: ChaosOptions,
  ) {}

  /** True = the ten-minute run: more of everything. */
  get isLong(): boolean {
    return this.options.seconds >= LONG_SECONDS;
  }

  /** A bound of the specification, which is for a machine of one's own, stretched as much as the run was told to. */
  stretched(ms: number): number {
    return ms * this.options.slack;
  }

  /** How long a request may take: the five seconds it is worked at, and a second for its way, stretched. */
  get longest(): number {
    return 5_000 + this.stretched(1_000);
  }

  static async build(random: Random, options: ChaosOptions): Promise<Stage> {
    rmSync(chaosDir, { recursive: true, force: true });
    mkdirSync(chaosDir, { recursive: true });
    const cluster = await Cluster.start(chaosDir);
    // The product's processes end with their channel to this one; Postgres has none.
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void cluster.stop().finally(() => process.exit(130)));
    }
    const proxy = await TestProxy.before(cluster.url);
    const ports = [await freePort(), await freePort()] as const;
    const baseUrl = `http://localhost:${ports[0]}`;
    const env = {
      ...secrets(),
      BASE_URL: baseUrl,
      LOG_LEVEL: "info",
      SHUTDOWN_DELAY_MS: "1000",
      PAYMENTS: "test",
    };
    // This process is an operator's: it goes to the database itself, under a name of its own that no fault aims at.
    const ours = `${cluster.url}?application_name=chaos`;
    Object.assign(process.env, env, { DATABASE_URL: ours, DATABASE_POOL: "3", LOG_LEVEL: "error" });
    const world = await makeWorld(cluster.admin, MEMBERS, 24 * 180);
    const { key } = await inTransaction((tx) => makeApiKey(tx, world.merchantId));
    const shop = await makeShop(world.merchantId);
    const pack = await makeDailyPack(world.merchantId, world.members);
    const theirs = { ...env, DATABASE_URL: proxy.url, DATABASE_POOL: String(POOL) };
    const webs = [
      new Web("web-1", ports[0], theirs, chaosDir),
      new Web("web-2", ports[1], theirs, chaosDir),
    ] as const;
    const workers = [
      new Worker("worker-1", theirs, chaosDir),
      new Worker("worker-2", theirs, chaosDir),
    ] as const;
    const stage = new Stage(random, cluster, proxy, webs, workers, baseUrl, world, key, shop, pack, options);
    await stage.mend();
    return stage;
  }

  /** The product's processes. */
  get programs(): readonly Program[] {
    return [...this.webs, ...this.workers];
  }

  /** Begins a scenario: nothing recorded yet, and offers that nobody has claimed. */
  async set(): Promise<void> {
    this.recorder = new Recorder();
    this.sales = new Sales(this);
    this.coupons = new Coupons(this);
    this.targets = await makeOffers(this.world.merchantId, SUPPLY);
    const growing = this.targets.find(({ name }) => name === "growing");
    this.keeper = growing ? new Keeper(this, growing.poolId) : null;
  }

  /** A new wish of some member for something. */
  newCall(random: Random, targets: readonly Target[]): Call {
    const weighted = targets.flatMap((target) => Array.from({ length: target.weight }, () => target));
    const member = random.between(0, this.world.members.length - 1);
    const path = random.next() < 0.6 ? "page" : "api";
    return this.recorder.begin(member, random.pick(weighted), path, newRequestId());
  }

  /** Ends every fault and starts whatever is gone; throws when something stays broken. */
  async mend(): Promise<void> {
    this.proxy.slow(0);
    this.proxy.heal();
    await this.cluster.up();
    await this.cluster.admin`alter database scrip reset default_transaction_read_only`;
    await Promise.all(
      this.programs.map(async (program) => {
        if (!program.isAlive) await program.start();
        program.skew(0);
      }),
    );
    for (const web of this.webs) await until(`${web.name} is ready`, 30_000, () => this.isReady(web));
  }

  /** Whether the process says itself that requests should be sent to it. */
  async isReady(web: Web): Promise<boolean> {
    return (await ask(web.port, { path: "/readyz" }, 3_000)).status === 200;
  }

  async close(): Promise<void> {
    await Promise.all(this.programs.map((program) => program.remove()));
    await closeDb();
    await this.proxy.close();
    await this.cluster.stop();
  }
}

function secrets(): Record<string, string> {
  return {
    STAFF_SESSION_SECRET: randomBytes(36).toString("base64url"),
    MEMBER_SESSION_SECRET: randomBytes(36).toString("base64url"),
    DATA_KEY: randomBytes(32).toString("base64"),
    ...buildKey(),
  };
}

let nextPort = Number(process.env.CHAOS_PORT || 4400);

async function freePort(): Promise<number> {
  for (const last = nextPort + 90; nextPort < last; ) {
    const port = nextPort;
    nextPort += 1;
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen({ port, host: "127.0.0.1" }, () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
  return refuse("No port is free from 4400 on: set CHAOS_PORT.");
}
