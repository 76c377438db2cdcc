import { parseArgs } from "node:util";
import { refuse } from "@/scripts/progress";

export type Options = {
  /** Interleaved rounds of every case. */
  readonly rounds: number;
  /** Rounds before those, not counted. */
  readonly warm: number;
  /** Length of each run. */
  readonly seconds: number;
  /** Most seconds to wait for a quiet machine, all runs together. */
  readonly patience: number;
  /** The keys of the only cases to run; empty = all. */
  readonly only: readonly string[];
  /** Writes the results into docs/performance.md. */
  readonly write: boolean;
  /** Claims only: instead of measuring, tells where the time of Node goes in the cases named by `only`, else in b and c. */
  readonly profile: boolean;
  /** Growth only: also with ten million vouchers. */
  readonly large: boolean;
  /** Growth only: also the plan of every statement. */
  readonly plans: boolean;
  /** Growth and lists: makes the databases anew although they are there. */
  readonly anew: boolean;
  /** Pages and claims: how many members there are. */
  readonly members: number;
};

/** Reads the command line of `npm run bench`. */
export function readOptions(args: string[]): { readonly what: string; readonly options: Options } {
  const { values, positionals } = parse(args);
  const number = (text: string, name: string) => {
    const value = Number(text);
    return Number.isFinite(value) && value > 0 ? value : refuse(`--${name} must be a number above 0`);
  };
  const warm = Number(values.warm);
  if (!Number.isInteger(warm) || warm < 0) refuse("--warm must be a whole number, 0 or more");
  const options = {
    rounds: number(values.rounds, "rounds"),
    warm,
    seconds: number(values.seconds, "seconds"),
    patience: number(values.patience, "patience"),
    members: number(values.members, "members"),
    only: values.only?.split(",") ?? [],
    write: values.write,
    large: values.large,
    plans: values.plans,
    profile: values.profile,
    anew: values.anew,
  };
  return { what: positionals[0] ?? "", options };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        rounds: { type: "string", default: "3" },
        warm: { type: "string", default: "1" },
        seconds: { type: "string", default: "4" },
        patience: { type: "string", default: "60" },
        members: { type: "string", default: "10000" },
        only: { type: "string" },
        write: { type: "boolean", default: false },
        large: { type: "boolean", default: false },
        profile: { type: "boolean", default: false },
        plans: { type: "boolean", default: false },
        anew: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** Whether a case is wanted. */
export const wants = ({ only }: Options, key: string) => only.length === 0 || only.includes(key);
