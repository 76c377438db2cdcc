import { constants, crc32, deflateRawSync } from "node:zlib";
import { changeOfCrc32 } from "@/lib/platform/crc32-change";

/** What of a page is different in every answer: the nonce of its policy, and its request id. */
export type Tokens = { readonly nonce: string; readonly requestId: string };
type Token = keyof Tokens;

type Places = readonly { readonly at: number; readonly token: Token }[];
type Bytes = { readonly base: Buffer; readonly places: Places };

/** One answer's own copy of a page. Whoever has sent it may give it back; after that it is somebody else's. */
export type PageCopy = { readonly body: Buffer; giveBack(): void };

/** A page with places for an answer's own tokens. */
export type PageTemplate = {
  /** Bytes of memory it takes, more or less. */
  readonly size: number;
  /** The page's headers, without those of its transport. */
  headers(tokens: Tokens): string[];
  /** The whole page with these tokens, which must be as long as the first ones. */
  copy(tokens: Tokens, gzip: boolean): PageCopy;
};

/** What a deflated stream may refer back to. */
const WINDOW = 32_768;
const NOTHING = Buffer.alloc(0);
/** So many copies that were given back are kept to be given out again: no more are on their way at most times. */
const SPARE = 4;

/**
 * Makes a template of a page that was rendered with `tokens`: wherever they stand, in headers or body, each answer gets
 * its own. The gzip form is compressed once, with the tokens as stored blocks that nothing refers back to, so that an
 * answer costs the writing of its tokens and nothing that grows with the page: copies are used again, and what the
 * tokens do to the checksum is added to it.
 */
export function pageTemplate(
  page: { readonly headers: readonly (readonly [string, string])[]; readonly body: Buffer },
  tokens: Tokens,
): PageTemplate {
  const plain = placesIn(page.body, tokens);
  const giveCopy = copies(plain);
  let givePacked: ReturnType<typeof copies> | null = null;
  const checksum = checksums(plain, tokens);
  return {
    size: (2 + SPARE) * page.body.length + 4096,
    headers: headersOf(page.headers.flat(), tokens),
    copy: (own, gzip) => {
      const bytes = bytesOf(own);
      if (!gzip) return giveCopy(bytes);
      givePacked ??= copies(pack(plain, tokens));
      const answer = givePacked(bytes);
      answer.body.writeUInt32LE(checksum(bytes), answer.body.length - 8);
      return answer;
    },
  };
}

type TokenBytes = Readonly<Record<Token, Buffer>>;

const bytesOf = ({ nonce, requestId }: Tokens): TokenBytes => ({
  nonce: Buffer.from(nonce, "latin1"),
  requestId: Buffer.from(requestId, "latin1"),
});

/** Gives copies of the bytes with their own tokens in them; those that were given back first. */
function copies({ base, places }: Bytes): (tokens: TokenBytes) => PageCopy {
  const spare: Buffer[] = [];
  return (tokens) => {
    const body = spare.pop() ?? Buffer.from(base);
    for (const { at, token } of places) body.set(tokens[token], at);
    return { body, giveBack: () => void (spare.length < SPARE ? spare.push(body) : undefined) };
  };
}

/** The checksum of the page with other tokens in it, from those alone. */
function checksums({ base, places }: Bytes, tokens: Tokens): (own: TokenBytes) => number {
  const first = bytesOf(tokens);
  const whole = crc32(base);
  const changeOf = (token: Token) => {
    const { length } = first[token];
    const change = changeOfCrc32(
      places.filter((place) => place.token === token).map(({ at }) => base.length - at - length),
    );
    const before = crc32(first[token]);
    return (own: TokenBytes) => change(before, crc32(own[token]));
  };
  const [ofNonce, ofRequestId] = [changeOf("nonce"), changeOf("requestId")];
  return (own) => (whole ^ ofNonce(own) ^ ofRequestId(own)) >>> 0;
}

/** The headers with an answer's own tokens; those that hold none are the same for all. */
function headersOf(texts: readonly string[], tokens: Tokens): (own: Tokens) => string[] {
  const holds = texts.flatMap((text, at) =>
    text.includes(tokens.nonce) || text.includes(tokens.requestId) ? [{ at, text }] : [],
  );
  return (own) => {
    const filled = texts.slice();
    for (const { at, text } of holds)
      filled[at] = text.replaceAll(tokens.nonce, own.nonce).replaceAll(tokens.requestId, own.requestId);
    return filled;
  };
}

function placesIn(body: Buffer, tokens: Tokens): Bytes {
  const names = ["nonce", "requestId"] as const;
  const places = names.flatMap((token) => {
    const found: { at: number; token: keyof Tokens }[] = [];
    const { length } = tokens[token];
    for (let at = body.indexOf(tokens[token]); at !== -1; at = body.indexOf(tokens[token], at + length)) {
      found.push({ at, token });
    }
    return found;
  });
  return { base: body, places: places.sort((a, b) => a.at - b.at) };
}

/** RFC 1952 around RFC 1951: deflated text, each token in a stored block, an empty last block, checksum and length. */
function pack({ base, places }: Bytes, tokens: Tokens): Bytes {
  const parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])];
  const packedPlaces: { at: number; token: keyof Tokens }[] = [];
  // What came before, with the tokens blanked: text has no NUL, so nothing is found in them.
  const seen = Buffer.from(base);
  let from = 0;
  let length = 10;
  const put = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  for (const { at, token } of places) {
    if (at > from) put(deflate(base.subarray(from, at), seen.subarray(Math.max(0, from - WINDOW), from)));
    const size = tokens[token].length;
    put(storedHead(size));
    packedPlaces.push({ at: length, token });
    put(base.subarray(at, at + size));
    from = at + size;
    seen.fill(0, at, from);
  }
  put(deflate(base.subarray(from), seen.subarray(Math.max(0, from - WINDOW), from)));
  const end = Buffer.from([1, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
  end.writeUInt32LE(base.length, 9);
  put(end);
  return { base: Buffer.concat(parts), places: packedPlaces };
}

function deflate(text: Buffer, before: Buffer): Buffer {
  if (text.length === 0) return NOTHING;
  const dictionary = before.length > 0 ? { dictionary: before } : {};
  return deflateRawSync(text, { level: 6, finishFlush: constants.Z_SYNC_FLUSH, ...dictionary });
}

function storedHead(size: number): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt16LE(size, 1);
  head.writeUInt16LE(0xffff - size, 3);
  return head;
}
