import { constants, crc32, deflateRawSync } from "node:zlib";

/** What of a page is different in every answer: the nonce of its policy, and its request id. */
export type Tokens = { readonly nonce: string; readonly requestId: string };

type Places = readonly { readonly at: number; readonly token: keyof Tokens }[];
type Bytes = { readonly base: Buffer; readonly places: Places };

/** A page with places for an answer's own tokens. */
export type PageTemplate = {
  /** Bytes of memory it takes, more or less. */
  readonly size: number;
  /** The page's headers, without those of its transport. */
  headers(tokens: Tokens): string[];
  /** The whole page with these tokens, which must be as long as the first ones. */
  body(tokens: Tokens, gzip: boolean): Buffer;
};

/** What a deflated stream may refer back to. */
const WINDOW = 32_768;
const NOTHING = Buffer.alloc(0);

/**
 * Makes a template of a page that was rendered with `tokens`: wherever they stand, in headers or body, each answer gets
 * its own. The gzip form is compressed once, with the tokens as stored blocks that nothing refers back to, so that a
 * gzip answer costs no more than a copy and a checksum.
 */
export function pageTemplate(
  page: { readonly headers: readonly (readonly [string, string])[]; readonly body: Buffer },
  tokens: Tokens,
): PageTemplate {
  const plain = placesIn(page.body, tokens);
  const headers = page.headers.flat().map((text) => {
    const holds = text.includes(tokens.nonce) || text.includes(tokens.requestId);
    return (own: Tokens) =>
      holds ? text.replaceAll(tokens.nonce, own.nonce).replaceAll(tokens.requestId, own.requestId) : text;
  });
  let packed: Bytes | null = null;
  // Filled again for each checksum and given to nobody.
  const sum = { base: Buffer.from(page.body), places: plain.places };
  return {
    size: 3 * page.body.length + 4096,
    headers: (own) => headers.map((fill) => fill(own)),
    body: (own, gzip) => {
      if (!gzip) return filled({ base: Buffer.from(plain.base), places: plain.places }, own);
      packed ??= pack(plain, tokens);
      const answer = filled({ base: Buffer.from(packed.base), places: packed.places }, own);
      answer.writeUInt32LE(crc32(filled(sum, own)), answer.length - 8);
      return answer;
    },
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

/** The same bytes with these tokens written into them. */
function filled({ base, places }: Bytes, tokens: Tokens): Buffer {
  for (const { at, token } of places) base.write(tokens[token], at, "latin1");
  return base;
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
