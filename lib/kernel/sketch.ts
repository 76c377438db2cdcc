/** So many cells: a few people are told apart exactly, and of a million the count is off by some two in a hundred. */
const CELLS = 4096;

/**
 * How many different things were seen, without keeping any of them: each cell keeps the longest run of zeros that a hash
 * began with (HyperLogLog). It never shrinks, and the same thing changes it once.
 */
export type Sketch = Uint8Array;

/** A sketch that has seen nothing. */
export const emptySketch = (): Sketch => new Uint8Array(CELLS);

/** Notes one thing by its hash, at least twelve hexadecimal digits that are spread evenly; changes the sketch. */
export function noteIn(sketch: Sketch, hash: string): void {
  const bits = Number.parseInt(hash.slice(0, 11), 16);
  const cell = Math.floor(bits / 2 ** 32) % CELLS;
  const rank = Math.clz32(bits % 2 ** 32) + 1;
  if (rank > (sketch[cell] ?? 0)) sketch[cell] = rank;
}

/** What was seen by the one or the other. */
export function mergedSketch(one: Sketch, other: Sketch): Sketch {
  return one.map((rank, cell) => Math.max(rank, other[cell] ?? 0));
}

/** How many different things it has seen, about: exact for a few, within some two in a hundred of very many. */
export function seenBy(sketch: Sketch): number {
  let sum = 0;
  let empty = 0;
  for (const rank of sketch) {
    sum += 2 ** -rank;
    if (rank === 0) empty += 1;
  }
  const raw = ((0.7213 / (1 + 1.079 / CELLS)) * CELLS ** 2) / sum;
  const few = raw <= 2.5 * CELLS && empty > 0;
  return Math.round(few ? CELLS * Math.log(CELLS / empty) : raw);
}

/** As text: while few were seen, short. */
export function sketchText(sketch: Sketch): string {
  const text: string[] = [];
  sketch.forEach((rank, cell) => {
    if (rank > 0) text.push((cell * 64 + rank).toString(36).padStart(4, "0"));
  });
  const whole = `=${Array.from(sketch, (rank) => rank.toString(36)).join("")}`;
  return text.length * 4 < CELLS ? text.join("") : whole;
}

/** The sketch that such a text is of; what is none is an empty one. */
export function sketchOf(text: string | null): Sketch {
  const sketch = emptySketch();
  if (text?.startsWith("=")) {
    for (let cell = 0; cell < CELLS; cell += 1)
      sketch[cell] = Number.parseInt(text[cell + 1] ?? "0", 36) || 0;
    return sketch;
  }
  for (let at = 0; at + 4 <= (text?.length ?? 0); at += 4) {
    const packed = Number.parseInt(text?.slice(at, at + 4) ?? "", 36);
    if (packed >= 0) sketch[Math.floor(packed / 64) % CELLS] = packed % 64;
  }
  return sketch;
}
