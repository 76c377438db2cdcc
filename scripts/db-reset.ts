import { rmSync } from "node:fs";
import { join } from "node:path";
import { stopEmbedded } from "@/db/embedded";
import { tryLock } from "@/lib/platform/process-lock";
import { dataDir } from "@/scripts/local-data";
import { progress, refuse, runMain } from "@/scripts/progress";

// Throws away the local database; the next `npm run up` makes and seeds a new one.
runMain(async () => {
  if (process.env.DATABASE_URL) {
    refuse("DATABASE_URL is set: db:reset only throws away the local database, never one of yours.");
  }
  const attempt = tryLock(join(dataDir, "up.lock"), { url: "being reset" });
  if (!attempt.held) refuse(`Scrip is running here (process ${attempt.holder.pid}): stop it first.`);
  try {
    const home = join(dataDir, "postgres");
    await stopEmbedded(home);
    rmSync(home, { recursive: true, force: true });
    progress("The local database is gone; `npm run up` makes a new one");
  } finally {
    attempt.lock.release();
  }
  return 0;
});
