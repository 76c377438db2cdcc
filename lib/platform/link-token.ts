import { timingSafeEqual } from "node:crypto";
import { keyedHash } from "@/lib/platform/crypto";

/** What a link is for; a token for one is worth nothing for another. */
export type LinkPurpose = "staff-invite" | "password-reset" | "voucher-gift";

/**
 * What a link proves itself with: the id of its row and a hash over it that only this installation can make. Nothing
 * secret is stored, and the same link can be made again as long as `serial` stays as it is.
 */
export function linkToken(purpose: LinkPurpose, id: string, serial: string): string {
  return `${id}.${keyedHash(`link:${purpose}`, `${id}.${serial}`)}`;
}

/** The id a token names, which proves nothing yet; null where it names none. */
export function linkId(token: string): string | null {
  return /^([a-z]{3}_[0-9a-z]{26})\.[\w-]{43}$/.exec(token)?.[1] ?? null;
}

/** Whether the token is the one of this row as it is now. */
export function isLinkToken(token: string, purpose: LinkPurpose, id: string, serial: string): boolean {
  const [right, shown] = [Buffer.from(linkToken(purpose, id, serial)), Buffer.from(token)];
  return right.length === shown.length && timingSafeEqual(right, shown);
}
