import { rmSync } from "node:fs";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { until } from "@/bench/chaos/wait";
import type { Reader } from "@/db/client";
import { type Embedded, startEmbedded, stopEmbedded } from "@/db/embedded";
import { installation } from "@/db/embedded-binaries";
import { migrate } from "@/db/migrate";

export type StopMode = "fast" | "immediate";

/** The run's own Postgres, durable as in production: what it confirmed must outlive every stop. */
export class Cluster {
  /** An operator's connections, past the proxy; they come back by themselves after a restart. */
  readonly admin: postgres.Sql;
  /** The same, for questions of Drizzle's. */
  readonly reader: Reader;

  private constructor(
    private readonly home: string,
    private readonly server: Embedded,
  ) {
    this.admin = postgres(server.url, { max: 2, connect_timeout: 5, onnotice() {} });
    this.reader = drizzle(this.admin);
  }

  /** A new cluster in place of what an earlier run left there, migrated. */
  static async start(dir: string): Promise<Cluster> {
    const home = join(dir, "postgres");
    await stopEmbedded(home);
    rmSync(home, { recursive: true, force: true });
    const server = await startEmbedded({ dataDir: home });
    await migrate(server.url);
    const cluster = new Cluster(home, server);
    // After a crash the whole disk is flushed instead of one file after the other, where the system can do that.
    await cluster.admin`alter system set recovery_init_sync_method = 'syncfs'`.catch(() => undefined);
    return cluster;
  }

  get url(): string {
    return this.server.url;
  }

  /** A session of its own, which can hold a transaction open; to an other database of the cluster where one is named. */
  session(database?: string): postgres.Sql {
    const url = new URL(this.url);
    if (database) url.pathname = `/${database}`;
    return postgres(url.href, { max: 1, connect_timeout: 5, idle_timeout: 0, onnotice() {} });
  }

  async restart(mode: StopMode): Promise<void> {
    await this.#control("restart", [`--mode=${mode}`]);
    // An operator's own connections ended too, which the first question on each of them may be told.
    const ask = () => this.admin`select pg_sleep(0.02)`;
    await until("an operator is let in again", 10_000, () =>
      Promise.all([ask(), ask()]).then(
        () => true,
        () => false,
      ),
    );
  }

  /**
   * Kills -9 one of the product's back ends that is inside of a transaction. Postgres then ends all others and recovers,
   * under the same postmaster; returns when it answers again.
   */
  async crash(): Promise<void> {
    const { admin } = this;
    const [doomed] = await admin<{ pid: number; since: string; now: string }[]>`
      select pid, pg_postmaster_start_time()::text as since, clock_timestamp()::text as now from pg_stat_activity
      where application_name = 'scrip' and xact_start is not null order by xact_start limit 1`;
    if (!doomed) throw new Error("no connection of the product is inside of a transaction");
    process.kill(doomed.pid, "SIGKILL");
    await until("Postgres has recovered", 60_000, async () => {
      const [row] = await admin<{ since: string; old: number }[]>`
        select pg_postmaster_start_time()::text as since, (select count(*)::int from pg_stat_activity
          where backend_type = 'client backend' and backend_start < ${doomed.now}::timestamptz) as old`.catch(
        () => [],
      );
      if (row && row.since !== doomed.since) throw new Error("the postmaster went with its back end");
      return row?.old === 0;
    });
  }

  async down(mode: StopMode): Promise<void> {
    await this.#control("stop", [`--mode=${mode}`]);
  }

  /** Starts it where it is down. */
  async up(): Promise<void> {
    await startEmbedded({ dataDir: this.home });
  }

  async stop(): Promise<void> {
    await this.admin.end({ timeout: 2 }).catch(() => undefined);
    await stopEmbedded(this.home);
  }

  async #control(what: "restart" | "stop", args: string[]): Promise<void> {
    const place = installation(this.home);
    const all = [what, `--pgdata=${place.data}`, "--wait", "--timeout=60", ...args];
    const { code, output } = await place.run("pg_ctl", all);
    if (code !== 0) throw new Error(`pg_ctl ${what} failed:\n${output}`);
  }
}
