// Films made of their containers alone, for tests: no decoder would find a picture in them.

const bytes = (...parts: readonly (Uint8Array | readonly number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const letters = (text: string) => new TextEncoder().encode(text);
const big = (value: number, length: number) =>
  Array.from({ length }, (_, at) => Math.floor(value / 256 ** (length - 1 - at)) % 256);

/** A box of an MP4. */
export const box = (type: string, ...inner: readonly (Uint8Array | readonly number[])[]) => {
  const body = bytes(...inner);
  return bytes(big(body.length + 8, 4), letters(type), body);
};

const zeros = (length: number) => new Uint8Array(length);

export type FilmOptions = {
  readonly width?: number;
  readonly height?: number;
  readonly codec?: string;
  readonly handler?: string;
  readonly isTurned?: boolean;
  /** Bytes of what is shown. */
  readonly length?: number;
  readonly brand?: string;
};

/** The index of an MP4 with one track. */
export function mp4Index(options: FilmOptions = {}): Uint8Array {
  const { width = 640, height = 360, codec = "avc1", handler = "vide", isTurned = false } = options;
  const one = [0, 1, 0, 0];
  const matrix = isTurned ? bytes(zeros(4), one, zeros(28)) : bytes(one, zeros(32));
  const header = box("tkhd", zeros(40), matrix, big(width, 2), [0, 0], big(height, 2), [0, 0]);
  const samples = box("stsd", zeros(4), big(1, 4), box(codec, zeros(78)));
  const media = box(
    "mdia",
    box("hdlr", zeros(8), letters(handler), zeros(13)),
    box("minf", box("stbl", samples)),
  );
  return box("moov", box("mvhd", zeros(100)), box("trak", header, media));
}

/** A whole MP4. */
export function mp4(options: FilmOptions = {}): Uint8Array {
  const { length = 64, brand = "isom" } = options;
  const shown = Uint8Array.from({ length }, (_, at) => (at * 31) % 251);
  return bytes(box("ftyp", letters(brand), zeros(4), letters(brand)), mp4Index(options), box("mdat", shown));
}

/** A part of a WebM; `null` for one whose length its writer did not know. */
export const element = (id: number, inner: Uint8Array | readonly number[] | null) => {
  const name = big(id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1);
  return inner === null
    ? bytes(name, [0x01, ...Array(7).fill(0xff)])
    : bytes(name, [0x08], big(inner.length, 4), inner);
};

/** A whole WebM as a live recording has it: neither the segment nor its clusters tell their length. */
export function webm(options: FilmOptions = {}): Uint8Array {
  const { width = 640, height = 360, codec = "V_VP8", length = 64, brand = "webm" } = options;
  const picture = bytes(element(0xb0, big(width, 2)), element(0xba, big(height, 2)));
  const track = bytes(element(0x83, [1]), element(0x86, letters(codec)), element(0xe0, picture));
  const cluster = bytes(element(0x1f43b675, null), element(0xe7, [0]), element(0xa3, zeros(length)));
  return bytes(
    element(0x1a45dfa3, element(0x4282, letters(brand))),
    element(0x18538067, null),
    element(0x1654ae6b, element(0xae, track)),
    cluster,
    cluster,
  );
}
