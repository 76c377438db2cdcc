// Passed on to the scripts this one starts, so that all count from the same moment.
process.env.SCRIP_STARTED_AT ||= String(Date.now());
const started = Number(process.env.SCRIP_STARTED_AT);

/** One line of what is going on, with the seconds since the start. */
export function progress(text: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  console.log(`${seconds}s  ${text}`);
}

export class Refusal extends Error {
  override name = "Refusal";
}

/** Ends the script with one line that says what is wrong and what to do. */
export function refuse(text: string): never {
  throw new Refusal(text);
}

/** Runs a script's main function; a Refusal is one line, anything else is a bug with its stack. */
export function runMain(main: () => Promise<number>): void {
  // The reader of a pipe (head, a closed terminal) may be gone; that is no reason to die half way through a stop.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof Refusal ? error.message : error);
      process.exit(1);
    },
  );
}
