import { readFileSync } from "node:fs";
import type { Program } from "@/bench/chaos/programs";
import type { Reader } from "@/db/client";
import { unfitLines } from "@/scripts/log-check";
import { unspeakableOf } from "@/scripts/log-secrets";

/**
 * The lines of the whole run's logs that say what no log may say: a phone, a code, a password, a token, a cookie, or
 * anything that is no log line at all; whatever was done to the processes meanwhile.
 */
export async function unfitLogs(reader: Reader, programs: readonly Program[]): Promise<string[]> {
  const never = await unspeakableOf(reader);
  return programs.flatMap(({ name, logFile }) =>
    unfitLines(readFileSync(logFile, "utf8"), never, true).map((line) => `${name} logged ${line}`),
  );
}
