// CRC-32 (RFC 1952) is linear: what a change of some bytes does to it depends on those bytes and on how many follow them,
// and on nothing else. Remainders are polynomials over GF(2) as zlib has them, the highest power in the lowest bit.

const POLYNOMIAL = 0xedb88320;

/** The product of two remainders, modulo the polynomial of CRC-32. */
function times(a: number, b: number): number {
  let product = 0;
  let other = b;
  for (let bit = 1 << 31; bit !== 0; bit >>>= 1) {
    if (a & bit) product ^= other;
    other = other & 1 ? (other >>> 1) ^ POLYNOMIAL : other >>> 1;
  }
  return product >>> 0;
}

/** x to the power of 2^n. */
const powers: readonly number[] = Array.from({ length: 31 }).reduce<number[]>(
  (found) => [...found, times(found.at(-1) ?? 0, found.at(-1) ?? 0)],
  [1 << 30],
);

/** x to the power of 8 for each of `bytes`. */
function afterBytes(bytes: number): number {
  let product = 1 << 31;
  for (let rest = bytes, n = 3; rest > 0; rest = Math.floor(rest / 2), n++) {
    if (rest % 2 === 1) product = times(powers[n] ?? 0, product);
  }
  return product >>> 0;
}

/**
 * What becomes of a text's CRC-32 when the same bytes in it are replaced by as many others at several places at once,
 * `following` = how many bytes come after each. The function given takes the CRC-32s of the bytes before and after, and
 * gives what the text's is to be XORed with.
 */
export function changeOfCrc32(following: readonly number[]): (before: number, after: number) => number {
  const factor = following.reduce((sum, bytes) => sum ^ afterBytes(bytes), 0);
  return (before, after) => times(factor, (before ^ after) >>> 0);
}
