/**
 * What was live before the newest publication, given what every publication put live, the first one first: null = the default
 * page, undefined = nothing was ever published. Publications that were taken back are left out, and so is what took them back:
 * it is known by its number, which is lower than that of what was live, as versions go live in their order only. The live
 * version published once more is the same publication still.
 */
export function liveBefore(published: readonly (number | null)[]): number | null | undefined {
  if (published.length === 0) return undefined;
  const standing: number[] = [];
  for (const number of published) {
    const live = standing.at(-1);
    if (number !== null && (live === undefined || number > live)) standing.push(number);
    else while (standing.length > 0 && standing.at(-1) !== number) standing.pop();
  }
  return standing.at(-2) ?? null;
}
