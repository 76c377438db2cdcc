import { createHmac, timingSafeEqual } from "node:crypto";

/** How far the clocks of sender and receiver may differ before a signature is taken for an old one played back. */
const TOLERANCE_S = 300;

const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

/**
 * The signature of a webhook's body, sent at `at`: `t=<seconds>,v1=<hex>`, HMAC-SHA256 over `t.body` (api.md). With two
 * secrets there are two `v1`, so that the receiver may change over from one to the other when it likes.
 */
export function signBody(secrets: readonly string[], body: string, at: Date): string {
  const t = String(Math.floor(at.getTime() / 1000));
  return [`t=${t}`, ...secrets.map((secret) => `v1=${hmac(secret, `${t}.${body}`)}`)].join(",");
}

/**
 * Whether `header` signs exactly these bytes with one of `secrets`, within five minutes of `now`. Compares in constant
 * time; whatever is no signature is false.
 */
export function isSignedBy(
  secrets: readonly string[],
  header: string | null,
  body: string,
  now: Date,
): boolean {
  const parts = (header ?? "").split(",").map((part) => part.trim());
  const t = parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2);
  if (t === undefined || Math.abs(Number(t) - now.getTime() / 1000) > TOLERANCE_S) return false;
  const given = parts
    .filter((part) => /^v1=[0-9a-f]{64}$/.test(part))
    .map((part) => Buffer.from(part.slice(3)));
  const wanted = secrets.map((secret) => Buffer.from(hmac(secret, `${t}.${body}`)));
  return wanted.some((one) => given.some((other) => timingSafeEqual(one, other)));
}
