import { isSame } from "./same-value";

export type FieldDifference = {
  readonly name: string;
  readonly mine: unknown;
  readonly theirs: unknown;
  /** Who changed it since both began: only I, only they, or both, each in another way. */
  readonly by: "me" | "them" | "both";
};

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The value at a path such as `rules.passwords.0.password`; undefined where there is none. */
export function valueAt(values: unknown, name: string): unknown {
  return name.split(".").reduce<unknown>((node, key) => {
    if (Array.isArray(node)) return node[Number(key)];
    return isNode(node) ? node[key] : undefined;
  }, values);
}

/** Of the fields named, those in which my values and theirs differ, in the order of the names. */
export function differences(
  names: readonly string[],
  { base, mine, theirs }: { base: unknown; mine: unknown; theirs: unknown },
): FieldDifference[] {
  return names.flatMap((name) => {
    const [was, here, there] = [base, mine, theirs].map((values) => valueAt(values, name));
    if (isSame(here, there)) return [];
    const iDid = !isSame(was, here);
    const theyDid = !isSame(was, there);
    return [{ name, mine: here, theirs: there, by: iDid && theyDid ? "both" : iDid ? "me" : "them" }];
  });
}

/**
 * Their values with what I changed put over them: a field that only one of us touched is as that one left it, one that both
 * touched is as I left it. A list counts as one field.
 */
export function mergeMine<V>(base: unknown, mine: V, theirs: V): V {
  if (!isNode(mine) || !isNode(theirs)) return isSame(base, mine) ? theirs : mine;
  const merged: Node = { ...theirs };
  for (const key of Object.keys(mine)) {
    merged[key] = mergeMine(isNode(base) ? base[key] : undefined, mine[key], theirs[key]);
  }
  // The merge of two values of one shape has that shape.
  return merged as V;
}

/**
 * Kept values in the shape of a form as it is now: what is missing or of another kind is as `now` has it, what the form no
 * longer knows is left out. Lists are taken as they are.
 */
export function restored<V>(now: V, kept: unknown): V {
  if (isNode(now)) {
    if (!isNode(kept)) return now;
    const keys = Object.keys(now);
    // A record whose keys come from its content, such as prices by currency, begins empty.
    if (keys.length === 0) return kept as V;
    return Object.fromEntries(keys.map((key) => [key, restored(now[key], kept[key])])) as V;
  }
  if (kept === undefined) return now;
  const isFree = now === null || kept === null;
  const fits = Array.isArray(now)
    ? Array.isArray(kept)
    : !isNode(kept) && !Array.isArray(kept) && typeof kept === typeof now;
  return isFree || fits ? (kept as V) : now;
}
