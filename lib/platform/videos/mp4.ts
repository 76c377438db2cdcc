import { type Examined, lettersAt, type ReadBytes, seen, viewOf } from "@/lib/platform/videos/bytes";

/** An MP4 says in its first box which readers it is made for; QuickTime's own are not among them. */
const brands = /^(iso[m2-9]|mp4[12]|avc1|av01|M4V |dash|msdh|cmfc|mp71)$/;
/** What every browser of the last years plays (H.264, VP9, VP8, AV1). */
const codecs = /^(avc[13]|vp0[89]|av01)$/;

const MOST_BOXES = 20_000;
const LONGEST_HEAD = 4096;
const LONGEST_INDEX = 6 * 1024 * 1024;

type Box = { readonly type: string; readonly from: number; readonly end: number };

/** The box at `at` of what ends at `end`; null where there is none. `head`: its first sixteen bytes, fewer at the end. */
function boxAt(head: Uint8Array, at: number, end: number): Box | null {
  if (head.length < 8) return null;
  const view = viewOf(head);
  const type = lettersAt(head, 4);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) return null;
  let size = view.getUint32(0);
  let from = at + 8;
  if (size === 1) {
    if (head.length < 16) return null;
    size = Number(view.getBigUint64(8));
    from = at + 16;
  } else if (size === 0) size = end - at;
  return at + size <= end && at + size >= from ? { type, from, end: at + size } : null;
}

/** The boxes in `data` between two places; null when they do not fill it exactly. */
function boxesIn(data: Uint8Array, from: number, end: number): Box[] | null {
  const found: Box[] = [];
  for (let at = from; at < end; ) {
    const box = boxAt(data.subarray(at, Math.min(at + 16, end)), at, end);
    if (!box || found.length > MOST_BOXES) return null;
    found.push(box);
    at = box.end;
  }
  return found;
}

/** The box under the names of `path`, one in another; null where one of them is not there. */
function boxUnder(data: Uint8Array, box: Box, path: readonly string[]): Box | null {
  let inner: Box | null = box;
  for (const name of path) {
    inner = (inner && boxesIn(data, inner.from, inner.end)?.find(({ type }) => type === name)) ?? null;
  }
  return inner;
}

/** How the track is seen: what its header says, turned as its matrix says. Phones film across and say so there. */
function sizeOf(data: Uint8Array, header: Box): Examined {
  const body = data.subarray(header.from, header.end);
  if (body.length < 84) return { fault: "video_broken" };
  const view = viewOf(body);
  const [width, height] = [view.getUint16(body.length - 8), view.getUint16(body.length - 4)];
  const matrix = body.length - 44;
  const isTurned = view.getInt32(matrix) === 0 && view.getInt32(matrix + 4) !== 0;
  return isTurned ? seen(height, width) : seen(width, height);
}

function trackOf(data: Uint8Array, track: Box): Examined | null {
  const handler = boxUnder(data, track, ["mdia", "hdlr"]);
  if (!handler || lettersAt(data, handler.from + 8) !== "vide") return null;
  const header = boxUnder(data, track, ["tkhd"]);
  const samples = boxUnder(data, track, ["mdia", "minf", "stbl", "stsd"]);
  if (!header || !samples || samples.end - samples.from < 16) return { fault: "video_broken" };
  const entries = boxesIn(data, samples.from + 8, samples.end);
  if (!entries || entries.length === 0) return { fault: "video_broken" };
  if (!entries.every(({ type }) => codecs.test(type))) return { fault: "video_codec" };
  return sizeOf(data, header);
}

function examineIndex(data: Uint8Array): Examined {
  const boxes = boxesIn(data, 0, data.length);
  if (!boxes) return { fault: "video_broken" };
  const tracks = boxes.filter(({ type }) => type === "trak").flatMap((box) => trackOf(data, box) ?? []);
  return tracks.find((track) => "fault" in track) ?? tracks[0] ?? { fault: "video_no_picture" };
}

/** Whether the first box of a file is that of an MP4 we take. */
export function isMp4(head: Uint8Array): boolean {
  const box = boxAt(head.subarray(0, 16), 0, LONGEST_HEAD);
  if (box?.type !== "ftyp" || box.from !== 8 || box.end < 16 || head.length < box.end) return false;
  const names = [8, ...Array.from({ length: Math.floor((box.end - 16) / 4) }, (_, at) => 16 + at * 4)];
  return names.some((at) => brands.test(lettersAt(head, at)));
}

/**
 * Whether a file of `bytes` is an MP4 from its first box to its last: boxes that fill it exactly, one index and something to
 * show, a picture in a form that browsers play. Only heads of boxes and the index are read.
 */
export async function examineMp4(read: ReadBytes, bytes: number): Promise<Examined> {
  let shown: Examined | null = null;
  let hasMedia = false;
  let count = 0;
  for (let at = 0; at < bytes; count += 1) {
    const box = boxAt(await read(at, 16), at, bytes);
    if (!box || count > MOST_BOXES) return { fault: "video_broken" };
    if (box.type === "moov") {
      const length = box.end - box.from;
      if (shown || length > LONGEST_INDEX) return { fault: "video_broken" };
      shown = examineIndex(await read(box.from, length));
      if ("fault" in shown) return shown;
    }
    hasMedia ||= box.type === "mdat" && box.end > box.from;
    at = box.end;
  }
  return shown && hasMedia ? shown : { fault: "video_broken" };
}
