import { readFileSync } from "node:fs";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { unfitLines } from "@/scripts/log-check";
import { unspeakableOf } from "@/scripts/log-secrets";

/** Whether what was written is a line of the logger's. */
const isLogged = (text: string) => text.startsWith('{"time":');

/** Keeps every line that is logged from now on; only those of errors are printed, as `LOG_LEVEL=error` would have it. */
export function takeLogLines(): string[] {
  const lines: string[] = [];
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    stream.write = (chunk: string | Uint8Array, ...rest: never[]) => {
      if (typeof chunk !== "string" || !isLogged(chunk)) return write(chunk, ...rest);
      lines.push(chunk.trimEnd());
      return chunk.includes('"level":"error"') ? write(chunk, ...rest) : true;
    };
  }
  return lines;
}

/** Throws when a line says something of the database of these tests, or of the passwords in their source, that it must not. */
export async function checkTestLog(lines: readonly string[], url: string, source: string): Promise<void> {
  if (lines.length === 0) return;
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  const passwords = readFileSync(source, "utf8").matchAll(/password\w*\s*[=:]\s*"([^"]{8,})"/gi);
  const known = Array.from(passwords, ([, password]) => password ?? "");
  const never = await unspeakableOf(drizzle(sql), known).finally(() => sql.end({ timeout: 1 }));
  const unfit = unfitLines(lines.join("\n"), never);
  if (unfit.length === 0) return;
  throw new Error(`${unfit.length} logged lines must not be there:\n${unfit.slice(0, 10).join("\n")}`);
}
