import { existsSync } from "node:fs";
import { type Program, startProgram } from "@/scripts/app-process";
import { refuse } from "@/scripts/progress";

/** Runs one built program to its end; SIGINT and SIGTERM stop it in order. Gives its exit code. */
export async function runProduction(program: Program): Promise<number> {
  if (!existsSync(`dist/${program}.mjs`)) refuse("Nothing is built yet: run `npm run build` first.");
  const child = startProgram(program, "production", {});
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void child.stop());
  return (await child.ended).code ?? 1;
}
