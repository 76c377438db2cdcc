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
  /** What every bound of time is stretched by, for a machine that others use too; facts are not. */
  readonly slack: number;
};

/** From here on a run is a long one: more of every fault. */
export const LONG_SECONDS = 300;
/** In a short run among other tests, and in a long one that has its machine nearly for itself. */
const SHORT_SLACK = 4;
const LONG_SLACK = 2;

/** Reads the command line of `npm run chaos`. */
export function readOptions(args: string[]): ChaosOptions {
  const { values } = parse(args);
  const whole = (text: string, name: string) => {
    const value = Number(text);
    return Number.isSafeInteger(value) && value > 0
      ? value
      : refuse(`--${name} must be a whole number above 0`);
  };
  const seconds = whole(values.seconds, "seconds");
  const slack = seconds < LONG_SECONDS ? SHORT_SLACK : LONG_SLACK;
  return {
    seconds,
    slack: values.slack === undefined ? slack : whole(values.slack, "slack"),
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
        slack: { type: "string" },
      },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}
