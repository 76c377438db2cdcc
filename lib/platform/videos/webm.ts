import { type Examined, type ReadBytes, seen } from "@/lib/platform/videos/bytes";

// Ids of EBML and Matroska, as WebM uses them.
const EBML = 0x1a45dfa3;
const DOC_TYPE = 0x4282;
const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_KIND = 0x83;
const CODEC = 0x86;
const VIDEO = 0xe0;
const WIDTH = 0xb0;
const HEIGHT = 0xba;
/** What stands in a segment: where what is, facts, tracks, clusters, an index, tags, chapters, attachments, room left free. */
const inSegment = new Set([
  ...[0x114d9b74, 0x1549a966, TRACKS, CLUSTER, 0x1c53bb6b, 0x1254c367, 0x1043a770, 0x1941a469],
  ...[0xec, 0xbf],
]);
/** What stands in a cluster whose length its writer did not know. */
const inCluster = new Set([0xe7, 0xa7, 0xab, 0xa3, 0xa0, 0x5854, 0xaf, 0xec, 0xbf]);

const codecs = /^V_(VP8|VP9|AV1)$/;
const MOST_PARTS = 100_000;
const LONGEST_TRACKS = 1024 * 1024;

/** `end` null = it ends where what follows begins, as live recordings have it. */
type Part = { readonly id: number; readonly from: number; readonly end: number | null };

/** A number that says in its first byte how many it takes, at most `most`; null where none is. */
function numberAt(data: Uint8Array, at: number, most: number): { value: bigint; length: number } | null {
  const first = data[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > most || at + length > data.length) return null;
  let value = 0n;
  for (const byte of data.subarray(at, at + length)) value = (value << 8n) | BigInt(byte);
  return { value, length };
}

/** The part whose head `head` is, at `at` of what ends at `limit`. */
function partAt(head: Uint8Array, at: number, limit: number): Part | null {
  const id = numberAt(head, 0, 4);
  const size = id && numberAt(head, id.length, 8);
  if (!size) return null;
  const mask = (1n << BigInt(size.length * 7)) - 1n;
  const from = at + id.length + size.length;
  const length = size.value & mask;
  if (length === mask) return { id: Number(id.value), from, end: null };
  const end = from + Number(length);
  return end <= limit ? { id: Number(id.value), from, end } : null;
}

type Whole = { readonly id: number; readonly data: Uint8Array };

/** The parts that fill `data` exactly; null when they do not. */
function partsIn(data: Uint8Array): Whole[] | null {
  const found: Whole[] = [];
  for (let at = 0; at < data.length; ) {
    const part = partAt(data.subarray(at, at + 12), at, data.length);
    if (!part || part.end === null || found.length > 1000) return null;
    found.push({ id: part.id, data: data.subarray(part.from, part.end) });
    at = part.end;
  }
  return found;
}

const dataOf = (parts: readonly Whole[], id: number) => parts.find((part) => part.id === id)?.data;
const textOf = (data: Uint8Array | undefined) => String.fromCharCode(...(data ?? [])).replace(/\0+$/, "");
const countOf = (data: Uint8Array | undefined) =>
  [...(data ?? [])].reduce((sum, byte) => sum * 256 + byte, 0);

function trackOf(data: Uint8Array): Examined | null {
  const parts = partsIn(data);
  if (!parts) return { fault: "video_broken" };
  if (countOf(dataOf(parts, TRACK_KIND)) !== 1) return null;
  const video = partsIn(dataOf(parts, VIDEO) ?? new Uint8Array());
  if (!video) return { fault: "video_broken" };
  if (!codecs.test(textOf(dataOf(parts, CODEC)))) return { fault: "video_codec" };
  return seen(countOf(dataOf(video, WIDTH)), countOf(dataOf(video, HEIGHT)));
}

function examineTracks(data: Uint8Array): Examined {
  const parts = partsIn(data);
  if (!parts) return { fault: "video_broken" };
  const tracks = parts.filter(({ id }) => id === TRACK).flatMap((part) => trackOf(part.data) ?? []);
  return tracks.find((track) => "fault" in track) ?? tracks[0] ?? { fault: "video_no_picture" };
}

/** The head of a WebM with the part it says itself to be in; null where it is none. */
function headOf(head: Uint8Array): Part | null {
  const part = partAt(head.subarray(0, 12), 0, head.length);
  if (part?.id !== EBML || part.end === null) return null;
  const parts = partsIn(head.subarray(part.from, part.end));
  return parts && textOf(dataOf(parts, DOC_TYPE)) === "webm" ? part : null;
}

/** Whether a file begins as a WebM does. */
export const isWebm = (head: Uint8Array) => headOf(head) !== null;

/**
 * Whether a file of `bytes` is a WebM from its head to its last part: a head, one segment to the end, parts of it that fill
 * it, tracks with a picture in a form that browsers play, and something to show. Only heads and the tracks are read.
 */
export async function examineWebm(read: ReadBytes, bytes: number): Promise<Examined> {
  const head = headOf(await read(0, 4096));
  const segment = head?.end ? partAt(await read(head.end, 12), head.end, bytes) : null;
  if (segment?.id !== SEGMENT || (segment.end ?? bytes) !== bytes) return { fault: "video_broken" };
  let shown: Examined | null = null;
  let hasMedia = false;
  let isOpen = false;
  let count = 0;
  for (let at = segment.from; at < bytes; count += 1) {
    const part = partAt(await read(at, 12), at, bytes);
    if (!part || count > MOST_PARTS) return { fault: "video_broken" };
    const isInside = isOpen && inCluster.has(part.id);
    if (!isInside && !inSegment.has(part.id)) return { fault: "video_broken" };
    if (!isInside) isOpen = part.id === CLUSTER && part.end === null;
    if (part.end === null && part.id !== CLUSTER) return { fault: "video_broken" };
    if (part.id === TRACKS && part.end !== null) {
      if (shown || part.end - part.from > LONGEST_TRACKS) return { fault: "video_broken" };
      shown = examineTracks(await read(part.from, part.end - part.from));
      if ("fault" in shown) return shown;
    }
    hasMedia ||= part.id === CLUSTER;
    at = part.end ?? part.from;
  }
  return shown && hasMedia ? shown : { fault: "video_broken" };
}
