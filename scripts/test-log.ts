import { readFileSync } from "node:fs";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { unfitLines } from "@/scripts/log-check";
import { refuseUnfit } from "@/scripts/log-lines";
import { unspeakableOf } from "@/scripts/log-secrets";

const ofPrograms: string[] = [];

/** Adds what a program of the test's own has logged, or printed where only log lines are printed, to what is looked at. */
export function noteProgramLine(line: string): void {
  ofPrograms.push(line);
}

/** Throws when a line, or one of a program's, says something of the database of these tests, or of the passwords in their source, that it must not. */
export async function checkTestLog(lines: readonly string[], url: string, source: string): Promise<void> {
  const all = [...lines, ...ofPrograms];
  if (all.length === 0) return;
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const passwords = readFileSync(source, "utf8").matchAll(/password\w*\s*[=:]\s*"([^"]{8,})"/gi);
  const known = Array.from(passwords, ([, password]) => password ?? "");
  const never = await unspeakableOf(drizzle(sql), known).finally(() => sql.end({ timeout: 1 }));
  refuseUnfit(unfitLines(all.join("\n"), never));
}
