import { sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { unseal } from "@/lib/platform/crypto";
import { base32 } from "@/lib/platform/totp";
import type { Unspeakable } from "@/scripts/log-check";

/** The environment's own. */
const SECRETS = ["STAFF_SESSION_SECRET", "MEMBER_SESSION_SECRET", "DATA_KEY", "METRICS_TOKEN", "SMTP_URL"];
const KEYS = ["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY", "STRIPE_SECRET_KEY", "S3_SECRET_ACCESS_KEY"];

/** A word that no log line says by chance: of some length, and not only small letters. */
const isOdd = (word: string) => word.length >= 6 && !/^[a-z]+$/.test(word);

/** An authenticator's secret as people type it. */
const asTyped = (text: string) => base32(Buffer.from(text, "base64url"));

/** What was sealed; nothing where that was done under another key, or is none of ours. */
function opened(purpose: string, sealed: string): string[] {
  try {
    return [unseal(purpose, sealed)];
  } catch {
    return [];
  }
}

/**
 * What a run that used this database, under this process's keys, must not have logged: whom it knew, what they could
 * claim and sign in with, and what our own systems prove themselves with. `known` are passwords of which only hashes are
 * stored.
 */
export async function unspeakableOf(reader: Reader, known: readonly string[] = []): Promise<Unspeakable> {
  const all = async (query: ReturnType<typeof sql>) =>
    (await reader.execute<{ value: string }>(query)).map(({ value }) => value);
  const ciphers = await all(sql`select distinct password_cipher as value from prize_pool`);
  const passwords = ciphers.flatMap((cipher) => opened("activity-password", cipher)).filter(isOdd);
  const codes = await all(sql`select distinct code as value from shared_code`);
  const totps = await all(sql`select secret as value from staff_totp`);
  const secrets = totps.flatMap((text) => opened("staff-totp", text)).map(asTyped);
  const webhooks = await all(sql`select secret as value from webhook
    union select previous_secret from webhook where previous_secret is not null`);
  const env = [...SECRETS, ...KEYS].flatMap((name) => process.env[name] || []);
  const words = [...passwords, ...codes.filter(isOdd)];
  return {
    phones: await all(sql`select phone as value from member where phone like '+%'
      union select phone from pack_gift where phone is not null union select phone from otp_challenge`),
    emails: await all(sql`select email as value from staff union select email from staff_invite
      union select email from member where email is not null`),
    oneTimeCodes: await all(
      sql`select distinct substring(body from '\\m[0-9]{6}\\M') as value from message where body ~ '\\m[0-9]{6}\\M'`,
    ),
    words: [
      ...(await all(sql`select code as value from voucher`)),
      ...words.filter((word) => /^\w+$/.test(word)),
    ],
    texts: [
      ...words.filter((word) => !/^\w+$/.test(word)),
      ...webhooks.flatMap((secret) => opened("webhook-secret", secret)),
      ...[...secrets, ...env, ...known],
    ],
  };
}
