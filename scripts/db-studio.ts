import { join } from "node:path";
import { startEmbedded } from "@/db/embedded";
import { dataDir } from "@/scripts/local-data";
import { runMain } from "@/scripts/progress";
import { runTool } from "@/scripts/spawn";

runMain(async () => {
  const url = process.env.DATABASE_URL;
  const database = url ? null : await startEmbedded({ dataDir: join(dataDir, "postgres") });
  const env = { DATABASE_URL: url ?? database?.url ?? "" };
  try {
    return (await runTool("drizzle-kit", ["studio", ...process.argv.slice(2)], { env })).code;
  } finally {
    if (database && !database.adopted) await database.stop();
  }
});
