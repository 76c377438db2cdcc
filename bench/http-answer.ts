/** A whole answer at the beginning of `bytes`. */
export type HttpAnswer = {
  readonly status: number;
  /** Where the next answer begins. */
  readonly end: number;
  readonly body: () => string;
  readonly closes: boolean;
};

const LENGTH = /\r\ncontent-length: *(\d+)/i;
const CHUNKED = /\r\ntransfer-encoding: *chunked/i;
const CLOSES = /\r\nconnection: *close/i;

/** Reads one HTTP/1.1 answer; null while it is not all there. */
export function readAnswer(bytes: Buffer): HttpAnswer | null {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const head = bytes.toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const start = headEnd + 4;
  const closes = CLOSES.test(head);
  if (status === 204 || status === 304) return { status, end: start, closes, body: () => "" };
  if (CHUNKED.test(head)) return readChunks(bytes, start, status, closes);
  const end = start + Number(LENGTH.exec(head)?.[1] ?? 0);
  if (bytes.length < end) return null;
  return { status, end, closes, body: () => bytes.toString("utf8", start, end) };
}

function readChunks(bytes: Buffer, start: number, status: number, closes: boolean): HttpAnswer | null {
  const parts: Buffer[] = [];
  for (let at = start; ; ) {
    const lineEnd = bytes.indexOf("\r\n", at);
    if (lineEnd < 0) return null;
    const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
    const from = lineEnd + 2;
    if (bytes.length < from + size + 2) return null;
    if (size === 0) {
      return { status, end: from + 2, closes, body: () => Buffer.concat(parts).toString("utf8") };
    }
    parts.push(bytes.subarray(from, from + size));
    at = from + size + 2;
  }
}
