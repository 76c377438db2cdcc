import {
  argon2,
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { env } from "@/lib/platform/env";

const keys = new Map<string, KeyObject>();

/** The data key's child for one purpose; purposes are few, so each is derived once, and made a key once. */
function dataKey(purpose: string): KeyObject {
  const name = `${purpose}\0${env().DATA_KEY}`;
  const known = keys.get(name);
  if (known) return known;
  const bytes = createHmac("sha256", Buffer.from(env().DATA_KEY, "base64"))
    .update(`scrip:${purpose}`)
    .digest();
  const made = createSecretKey(bytes);
  keys.set(name, made);
  return made;
}

/** A hash that only somebody with the data key can make, so that short secrets cannot be found by trying all. */
export function keyedHash(purpose: string, text: string): string {
  return createHmac("sha256", dataKey(`hash:${purpose}`))
    .update(text)
    .digest("base64url");
}

/** SHA-256 in base64url; for things that are long and random already, and for fingerprints. */
export function digest(text: string): string {
  return hash("sha256", text, "base64url");
}

/** AES-256-GCM under the data key; `open` gives the text back, or throws when it was made elsewhere or touched. */
export function seal(purpose: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", dataKey(`seal:${purpose}`), iv);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

/** The inverse of `seal`. */
export function unseal(purpose: string, sealed: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", dataKey(`seal:${purpose}`), bytes.subarray(0, 12), {
    // A shorter one would be easier to guess.
    authTagLength: 16,
  });
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane (S-10). */
const ARGON = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
/** Each check takes 19 MiB and about 20 ms of a core: two at a time, the rest wait their turn. */
const AT_ONCE = 2;
const waiting: (() => void)[] = [];
let running = 0;

async function argon2id(password: string, nonce: Buffer): Promise<Buffer> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await new Promise((resolve, reject) =>
      argon2("argon2id", { ...ARGON, message: password.normalize("NFKC"), nonce }, (error, hash) =>
        error ? reject(error) : resolve(hash),
      ),
    );
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** A password as argon2id in PHC form, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await argon2id(password, salt);
  return `$argon2id$v=19$m=${ARGON.memory},t=${ARGON.passes},p=${ARGON.parallelism}$${base64(salt)}$${base64(hash)}`;
}

const PHC = /^\$argon2id\$v=19\$[^$]+\$([\w+/]{22,})\$([\w+/]+)$/;
const NOBODYS_SALT = "A".repeat(22);

/**
 * Whether the password is the one hashed. Takes the same time when there is no hash, or something that is none (a
 * person without a password yet), and is then false (S-11).
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const [, salt = NOBODYS_SALT, hash = ""] = PHC.exec(phc ?? "") ?? [];
  const expected = Buffer.from(hash, "base64");
  const actual = await argon2id(password, Buffer.from(salt, "base64"));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}
