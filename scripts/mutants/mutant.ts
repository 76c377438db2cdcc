import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** One change of a file: `find` stands in it exactly once and is replaced by `put`. */
export type Edit = { readonly file: string; readonly find: string; readonly put: string };

/** Tests that must go red: those of a file, or those whose whole name has `name` in it. */
export type Red = { readonly file: string; readonly name?: string };

/** A guard, broken: a guard that stands twice is broken twice, hence several edits. */
export type Mutant = {
  /** What is broken, in words; unique, it is what the gate is filtered by. */
  readonly guard: string;
  readonly edits: readonly Edit[];
  readonly red: readonly Red[];
};

/** Edits of one file, written shortly. */
export const inFile = (file: string) => (find: string, put: string) => ({ file, find, put });

function countOf(text: string, find: string): number {
  return text.split(find).length - 1;
}

/** What of a mutant does not fit the tree under `root` any more; empty = nothing. */
export function rotOf(mutant: Mutant, root: string): string[] {
  const { guard, edits, red } = mutant;
  const odd = edits.flatMap(({ file, find, put }) => {
    const times = countOf(readFileSync(join(root, file), "utf8"), find);
    const line = find.trim().split("\n")[0];
    if (find === put) return [`${guard}: changes nothing in ${file}`];
    return times === 1 ? [] : [`${guard}: stands ${times} times, not once, in ${file}: ${line}`];
  });
  const missing = red.flatMap(({ file, name }) => {
    // A table of tests writes its names with placeholders: those are named by what surrounds them, or not at all.
    const text = readFileSync(join(root, file), "utf8");
    return name === undefined || text.includes(name) ? [] : [`${guard}: ${file} has no test "${name}"`];
  });
  return [...odd, ...missing];
}

/** Writes the mutant into the tree under `root`; the returned function puts everything back. */
export function applyTo(mutant: Mutant, root: string): () => void {
  const before = new Map<string, string>();
  for (const { file, find, put } of mutant.edits) {
    const path = join(root, file);
    const text = readFileSync(path, "utf8");
    if (!before.has(path)) before.set(path, text);
    writeFileSync(
      path,
      text.replace(find, () => put),
    );
  }
  return () => {
    for (const [path, text] of before) writeFileSync(path, text);
  };
}
