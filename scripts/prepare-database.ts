import { renameSync, writeFileSync } from "node:fs";
import { migrate } from "@/db/migrate";
import { seedDemo } from "@/db/seed/story";
import { demoFile, demoSchema } from "@/scripts/local-data";
import { progress, runMain } from "@/scripts/progress";
import { onParentDeath } from "@/scripts/spawn";

// Runs as a process of its own, with the environment of the web process.
runMain(async () => {
  onParentDeath(() => process.exit(1));
  await migrate(process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL || "");
  progress("Database is at the newest schema");
  const demo = demoSchema.parse(await seedDemo({ baseUrl: process.env.BASE_URL ?? "" }));
  writeFileSync(`${demoFile}.new`, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${demoFile}.new`, `${demoFile}.next`);
  progress("Demo merchant is there");
  return 0;
});
