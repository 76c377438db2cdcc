import { shapesAlone, unfitLines } from "@/scripts/log-check";

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

/** Throws when a line says what no log may say by its shape alone: for tests without a database. */
export function checkShapes(lines: readonly string[]): void {
  refuseUnfit(unfitLines(lines.join("\n"), shapesAlone));
}

/** Throws when there are any. */
export function refuseUnfit(unfit: readonly string[]): void {
  if (unfit.length === 0) return;
  throw new Error(`${unfit.length} logged lines must not be there:\n${unfit.slice(0, 10).join("\n")}`);
}
