import { getRandomValues } from "node:crypto";
import { CODE_ALPHABET } from "@/lib/kernel/code";

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
  | "rmk" // remark on a member
  | "prd" // product
  | "cat" // category
  | "cpn" // coupon
  | "vch" // voucher
  | "cod" // promo code
  | "vev" // voucher history entry
  | "gft" // gift of a voucher to a friend
  | "tpl" // coupon template
  | "giv" // giving of a coupon to many
  | "ord" // order
  | "rfd" // refund
  | "rrq" // member's request for a refund
  | "ent" // entry of a member's account
  | "pak" // coupon pack
  | "pcs" // pack purchase
  | "pgf" // gift of a pack
  | "prr" // request for a pack's refund
  | "act" // activity
  | "pol" // prize pool
  | "prt" // participation
  | "pgp" // publication of an activity's page
  | "pgt" // template of an activity's page
  | "otp" // one-time code challenge
  | "msg" // message
  | "evt" // outbox event
  | "obx" // outbox batch
  | "key" // API key
  | "whk" // webhook
  | "dlv" // delivery to a webhook
  | "pay" // payment of an order
  | "prf" // money given back of a payment
  | "tpy" // payment at the test provider
  | "alt" // alert
  | "inv" // invite of a staff member
  | "pwr" // password reset
  | "acr" // request for access
  | "mai" // mail
  | "wrk" // worker process
  | "job" // tracked job
  | "fil" // file of a tracked job
  | "viw" // saved view of a list
  | "drf" // draft of a form
  | "img" // image that was sent in
  | "vid" // video that was sent in
  | "vtt" // captions of a video
  | "lnk" // promotion link
  | "chn" // channel of promotion links
  | "plc"; // placement on members' pages

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

// Drawn from the system in blocks: asking for ten bytes at a time costs more than making the id.
const block = new Uint8Array(8192);
let drawn = block.length;

/** `length` bytes of cryptographic randomness, valid until the next call. */
function randomBytes(length: number): Uint8Array {
  if (drawn + length > block.length) {
    getRandomValues(block);
    drawn = 0;
  }
  drawn += length;
  return block.subarray(drawn - length, drawn);
}

let lastMs = -1;
let lastTime = "";

/** A time in milliseconds as ten characters that sort as the times do. */
function timeText(at: number): string {
  if (at === lastMs) return lastTime;
  let text = "";
  for (let rest = at, i = 0; i < 10; i++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  lastMs = at;
  lastTime = text;
  return text;
}

/** How far the time of ids is ahead of what this process counts; one for a process, however many bundles it has. */
const clock = globalThis as typeof globalThis & { scripIdsAheadMs?: number };

/** Counted on from the start of the process, so that it never jumps when somebody sets the machine's clock. */
const counted = () => performance.timeOrigin + performance.now();

/** For less than this ids do not go back: they would not sort by creation. */
const NEAR_MS = 50;

/**
 * Says what time it is by the database's clock, in milliseconds and give or take `uncertainMs`: ids are made by that from now
 * on. What lies within that, or within 50 ms of what ids are made by already, changes nothing.
 */
export function setIdClock(now: number, uncertainMs = 0): void {
  const ahead = now - counted();
  const change = Math.abs(ahead - (clock.scripIdsAheadMs ?? 0));
  if (change > Math.max(NEAR_MS, uncertainMs)) clock.scripIdsAheadMs = ahead;
}

const idTime = () => Math.floor(counted() + (clock.scripIdsAheadMs ?? 0));

/**
 * A new id: `prefix_` + 10 characters of time (ms) + 16 random ones (80 bits), so that ids sort by creation, index
 * pages stay warm, and none can be guessed. Unless `at` is given its time is the database's, as `setIdClock` was told.
 */
export function newId(prefix: IdPrefix, at: number = idTime()): string {
  let text = `${prefix}_${timeText(at)}`;
  // One byte a character: the upper three bits are left over.
  for (const byte of randomBytes(16)) text += ALPHABET[byte & 31];
  return text;
}

/** `length` symbols of `alphabet`, at most 64 of them, drawn without bias: a word that nobody can guess. */
export function newSlug(alphabet: string, length: number): string {
  const fair = 256 - (256 % alphabet.length);
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fair && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** The id of something that is named by what is in it: 130 bits of its hash (at least 26 bytes), so equal things are one. */
export function contentId(prefix: IdPrefix, hash: Uint8Array): string {
  let text = `${prefix}_`;
  for (const byte of hash.subarray(0, 26)) text += ALPHABET[byte & 31];
  return text;
}

/**
 * The ten characters of time in an id, moved by `shiftMs`: behind another prefix they are the edge of what was made
 * then. An id that is not ours is as old as can be.
 */
export function timeOf(id: string, shiftMs = 0): string {
  let at = 0;
  for (const char of id.split("_")[1]?.slice(0, 10) ?? "") {
    at = at * 32 + Math.max(0, ALPHABET.indexOf(char));
  }
  return timeText(Math.max(0, at + shiftMs));
}

/** Which of sixteen counter rows an id falls on: evenly spread, always the same for one id. */
export function shardOf(id: string): number {
  return ALPHABET.indexOf(id.at(-1) ?? "0") & 15;
}

/**
 * A voucher's redemption code: 13 symbols (63.8 bits, over the 60 that C14 asks for), drawn without bias.
 * Shown in groups; compared by `normaliseCode` (code.ts).
 */
export function newCode(length = 13): string {
  let code = "";
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 240 && code.length < length) code += CODE_ALPHABET[byte % CODE_ALPHABET.length];
    }
  }
  return code;
}
