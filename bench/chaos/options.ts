import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { refuse } from "@/scripts/progress";

export type ChaosOptions = {
  /** Faults follow one another for so long; each is brought about once at least. */
  readonly seconds: number;
  /** What all chance of the run comes from. */
  readonly seed: number;
  /** The keys of the only faults to bring about; empty = all. */
  readonly only: readonly string[];
};

/** Reads the command line of `npm run chaos`. */
export function readOptions(args: string[]): ChaosOptions {
  const { values } = parse(args);
  const whole = (text: string, name: string) => {
    const value = Number(text);
    return Number.isSafeInteger(value) && value > 0
      ? value
      : refuse(`--${name} must be a whole number above 0`);
  };
  return {
    seconds: whole(values.seconds, "seconds"),
    seed: values.seed === undefined ? randomInt(1, 1_000_000_000) : whole(values.seed, "seed"),
    only: values.only?.split(",") ?? [],
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        seconds: { type: "string", default: "600" },
        seed: { type: "string" },
        only: { type: "string" },
      },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
