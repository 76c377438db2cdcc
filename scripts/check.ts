import { runTool } from "@/scripts/spawn";

const steps: [string, string[]][] = [
  ["biome", ["ci", "."]],
  ["next", ["typegen"]],
  ["tsc", ["--noEmit", "--incremental", "false"]],
  ["vitest", ["run", "--project", "unit", "--passWithNoTests"]],
];

for (const [command, args] of steps) {
  console.log(`\n$ ${command} ${args.join(" ")}`);
  const { code } = await runTool(command, args);
  if (code !== 0) process.exit(code);
}
