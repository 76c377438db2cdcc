import { getRandomValues } from "node:crypto";

/** Every kind of thing that has an id of its own; the prefix is part of the public API (api.md). */
export type IdPrefix =
  | "mch" // merchant
  | "str" // store
  | "stf" // staff member
  | "ses" // sign-in session
  | "aud" // audit entry
  | "mbr" // member
  | "pln" // membership card plan
  | "tir" // tier
  | "grp" // member group
  | "tag" // member tag
  | "prd" // product
  | "cat" // category
  | "cpn" // coupon
  | "vch" // voucher
  | "vev" // voucher history entry
  | "act" // activity
  | "pol" // prize pool
  | "prt" // participation
  | "otp" // one-time code challenge
  | "msg" // message
  | "evt" // outbox event
  | "key" // API key
  | "alt" // alert
  | "wrk"; // worker process

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

function encode(value: bigint, length: number): string {
  let text = "";
  let rest = value;
  for (let i = 0; i < length; i++) {
    text = ALPHABET[Number(rest & 31n)] + text;
    rest >>= 5n;
  }
  return text;
}

/** `bits` of cryptographic randomness as an unsigned integer; a multiple of eight. */
function randomBits(bits: number): bigint {
  return getRandomValues(new Uint8Array(bits / 8)).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/**
 * A new id: `prefix_` + 10 characters of time (ms) + 16 random ones (80 bits), so that ids sort by creation, index
 * pages stay warm, and none can be guessed.
 */
export function newId(prefix: IdPrefix, at: number = Date.now()): string {
  return `${prefix}_${encode(BigInt(at), 10)}${encode(randomBits(80), 16)}`;
}

/**
 * The ten characters of time in an id, moved by `shiftMs`: behind another prefix they are the edge of what was made
 * then. An id that is not ours is as old as can be.
 */
export function timeOf(id: string, shiftMs = 0): string {
  let at = 0n;
  for (const char of id.split("_")[1]?.slice(0, 10) ?? "") {
    at = at * 32n + BigInt(Math.max(0, ALPHABET.indexOf(char)));
  }
  const moved = at + BigInt(shiftMs);
  return encode(moved > 0n ? moved : 0n, 10);
}

/** Which of sixteen counter rows an id falls on: evenly spread, always the same for one id. */
export function shardOf(id: string): number {
  return ALPHABET.indexOf(id.at(-1) ?? "0") & 15;
}

/** Letters and digits people do not confuse: no 0 O 1 I L U. 30 symbols, so 13 of them hold 63.8 bits. */
const CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A voucher's redemption code: 13 symbols (63.8 bits, over the 60 that C14 asks for), drawn without bias.
 * Shown in groups; compared by `normaliseCode`.
 */
export function newCode(length = 13): string {
  let code = "";
  while (code.length < length) {
    for (const byte of getRandomValues(new Uint8Array(length))) {
      if (byte < 240 && code.length < length) code += CODE_ALPHABET[byte % CODE_ALPHABET.length];
    }
  }
  return code;
}
