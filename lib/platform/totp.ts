import { createHmac, timingSafeEqual } from "node:crypto";

/** RFC 6238 as authenticator apps know it: HMAC-SHA-1, six digits, steps of thirty seconds. */
const STEP_MS = 30_000;
const DIGITS = 6;
/** How many steps a code may be before or after the present one: clocks differ, and people take their time. */
const DRIFT = 1;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Bytes in base32 (RFC 4648) without padding: how authenticator apps take a secret. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += BASE32[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + BASE32[(held << (5 - bits)) & 31] : text;
}

/** The number of the step that `now` lies in. */
export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS);
}

/** The code of a step: RFC 4226 with the step as its counter. */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step whose code this is, at most one away from `now`; null = none of them. Spaces are passed over. */
export function stepOf(secret: Uint8Array, code: string, now: Date): number | null {
  const typed = Buffer.from(code.normalize("NFKC").replace(/\s/g, ""));
  const present = stepAt(now);
  let found: number | null = null;
  for (let step = present - DRIFT; step <= present + DRIFT; step++) {
    const right = Buffer.from(codeAt(secret, step));
    if (right.length === typed.length && timingSafeEqual(right, typed)) found = step;
  }
  return found;
}

/** What an authenticator app reads from a QR code. */
export function otpauthUrl(account: {
  readonly issuer: string;
  readonly name: string;
  readonly secret: Uint8Array;
}) {
  const { issuer, name, secret } = account;
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}
