import type { Stage } from "@/bench/chaos/stage";

/** What a scenario saw: figures in words, and what must not be. */
export type Seen = { readonly told: string; readonly wrong: readonly string[] };

/** One fault of reliability.md section 2.3, brought about while members claim. */
export type Fault = {
  readonly key: string;
  readonly title: string;
  readonly run: (stage: Stage) => Promise<Seen>;
};

/** The sentences whose condition does not hold. */
export const unmet = (claims: Readonly<Record<string, boolean>>): string[] =>
  Object.entries(claims).flatMap(([what, holds]) => (holds ? [] : [`not so: ${what}`]));
