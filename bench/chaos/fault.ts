import type { Stage } from "@/bench/chaos/stage";

/** What a scenario saw: figures in words, and what must not be. */
export type Seen = { readonly told: string; readonly wrong: readonly string[] };

/** One fault of reliability.md section 2.3, brought about while members claim. */
export type Fault = {
  readonly key: string;
  readonly title: string;
  /** True = it takes nothing away that others need: the short run brings all such about at once. */
  readonly isGentle?: boolean;
  readonly run: (stage: Stage) => Promise<Seen>;
};

/** Several faults at once, judged together. */
export function together(faults: readonly Fault[]): Fault {
  return {
    key: faults.map(({ key }) => key).join("+"),
    title: `at once: ${faults.map(({ title }) => title).join("; ")}`,
    run: async (stage) => {
      const seen = await Promise.all(faults.map(({ run }) => run(stage)));
      return {
        told: seen.map(({ told }, at) => `${faults[at]?.key}: ${told}`).join("; "),
        wrong: seen.flatMap(({ wrong }, at) => wrong.map((what) => `${faults[at]?.key}: ${what}`)),
      };
    },
  };
}

/** The sentences whose condition does not hold. */
export const unmet = (claims: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(claims).flatMap(([what, holds]) => (holds ? [] : [`not so: ${what}`]));
