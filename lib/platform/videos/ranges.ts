/** Part of a file, in bytes: `until` is the first that is not in it. */
export type ByteRange = { readonly from: number; readonly until: number };

/**
 * The one range that is asked for of `bytes` bytes, as RFC 9110 has it. Null = all of it: nothing is asked, in another unit
 * or form, or several at once, which we need not answer. "unsatisfiable" = it begins where nothing is.
 */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | null | "unsatisfiable" {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "") ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), bytes);
    return length === 0 ? "unsatisfiable" : { from: bytes - length, until: bytes };
  }
  const from = Number(first);
  const until = last === "" ? bytes : Math.min(Number(last) + 1, bytes);
  if (last !== "" && Number(last) < from) return null;
  return from >= bytes ? "unsatisfiable" : { from, until };
}
