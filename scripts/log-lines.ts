import { shapesAlone, unfitLines } from "@/scripts/log-check";

/** Whether what was written is a line of the logger's. */
const isLogged = (text: string) => text.startsWith('{"time":');

/** Keeps every line that is logged until `stop`; only those of errors are printed, as `LOG_LEVEL=error` would have it. */
export function takeLogLines(): { readonly lines: readonly string[]; stop(): void } {
  const lines: string[] = [];
  const stops = [process.stdout, process.stderr].map((stream) => {
    const before = stream.write;
    const write = before.bind(stream);
    stream.write = (chunk: string | Uint8Array, ...rest: never[]) => {
      if (typeof chunk !== "string" || !isLogged(chunk)) return write(chunk, ...rest);
      lines.push(chunk.trimEnd());
      return chunk.includes('"level":"error"') ? write(chunk, ...rest) : true;
    };
    return () => {
      stream.write = before;
    };
  });
  return {
    lines,
    stop() {
      for (const stop of stops) stop();
    },
  };
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
