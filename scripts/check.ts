import { runTool } from "@/scripts/spawn";

const steps: [string, string[]][] = [
  ["biome", ["ci", "."]],
  ["next", ["typegen"]],
  ["tsc", ["--noEmit", "--incremental", "false"]],
  ["vitest", ["run", "--project", "unit", "--passWithNoTests"]],
];

// All of them, so that one look shows everything that is wrong.
let failed = 0;
for (const [command, args] of steps) {
  console.log(`\n$ ${command} ${args.join(" ")}`);
  const { code } = await runTool(command, args);
  if (code !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
