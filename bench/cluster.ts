import { totalmem } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { runningPid, startEmbedded, stopEmbedded } from "@/db/embedded";
import { installation } from "@/db/embedded-binaries";
import { migrate } from "@/db/migrate";

/** Where everything the benchmarks make lies. */
export const benchDir = join(process.cwd(), ".data", "bench");

export type Cluster = {
  /** A superuser's connection to the database `scrip`, which the benchmarks leave empty. */
  readonly admin: postgres.Sql;
  readonly version: string;
  /** Where the server writes its log. */
  readonly log: string;
  /** The server's process id, for telling its work from that of others. */
  postmaster(): number;
  urlOf(database: string): string;
  /** Makes an empty database at the newest schema, in place of one of that name. */
  make(database: string): Promise<string>;
  /** Brings a database's statistics and visibility up to date, as autovacuum does in time. */
  vacuum(database: string): Promise<void>;
  /** Changes settings that need no restart; null = the server's own. */
  set(settings: Readonly<Record<string, string | null>>): Promise<void>;
  stop(): Promise<void>;
};

/** Settings of a server meant to work: what it needs to keep its tables in memory, and every write durable. */
const settings = () => ({
  shared_buffers: totalmem() > 6e9 ? "1GB" : "256MB",
  max_wal_size: "4GB",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
});

/** The benchmarks' own Postgres: the one of `npm run up`, in a data directory of its own, with the settings above. */
export async function startCluster(): Promise<Cluster> {
  const home = join(benchDir, "postgres");
  let server = await startEmbedded({ dataDir: home });
  let admin = connect(server.url);
  if (await configure(admin)) {
    await admin.end({ timeout: 5 });
    await server.stop();
    server = await startEmbedded({ dataDir: home });
    admin = connect(server.url);
  }
  // Servers and probes end with their channel to this process; Postgres has none.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stopEmbedded(home).finally(() => process.exit(130)));
  }
  const place = installation(home);
  const [found] = await admin<{ version: string }[]>`select current_setting('server_version') as version`;
  const urlOf = (database: string) => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  return {
    admin,
    version: found?.version ?? "",
    log: place.log,
    postmaster: () => runningPid(place.data) ?? 0,
    urlOf,
    async make(database) {
      await admin.unsafe(`drop database if exists ${database} with (force)`);
      await admin.unsafe(`create database ${database}`);
      await migrate(urlOf(database));
      return urlOf(database);
    },
    async vacuum(database) {
      const sql = connect(urlOf(database));
      await sql.unsafe("vacuum analyze");
      await sql.end({ timeout: 5 });
    },
    async set(changes) {
      for (const [name, value] of Object.entries(changes)) {
        await admin.unsafe(
          value === null ? `alter system reset ${name}` : `alter system set ${name} = '${value}'`,
        );
      }
      await admin`select pg_reload_conf()`;
    },
    async stop() {
      await admin.end({ timeout: 5 });
      await server.stop();
    },
  };
}

function connect(url: string): postgres.Sql {
  return postgres(url, { max: 1, connect_timeout: 10, onnotice() {} });
}

/** Writes the settings; true when the server must be started again for them. */
async function configure(admin: postgres.Sql): Promise<boolean> {
  for (const name of ["commit_delay", "commit_siblings", "autovacuum"]) {
    await admin.unsafe(`alter system reset ${name}`);
  }
  for (const [name, value] of Object.entries(settings())) {
    await admin.unsafe(`alter system set ${name} = '${value}'`);
  }
  await admin`select pg_reload_conf()`;
  const wrong = await admin`select name from pg_settings where pending_restart`;
  return wrong.length > 0;
}
