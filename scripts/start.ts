import { existsSync } from "node:fs";
import { refuse, runMain } from "@/scripts/progress";
import { startWeb } from "@/scripts/web-process";

// Serves what `npm run build` built, with the environment it is given: for a server of one's own.
runMain(async () => {
  if (!existsSync("dist/server.mjs")) refuse("Nothing is built yet: run `npm run build` first.");
  const web = startWeb("production", {});
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void web.stop());
  return (await web.ended).code ?? 1;
});
