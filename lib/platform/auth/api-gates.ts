import { sql } from "drizzle-orm";
import { texts } from "@/db/among";
import { db } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { noteKeyUsed } from "@/lib/platform/auth/last-seen";
import { type KeyCapability, keyMay, keyScopesWith } from "@/lib/platform/auth/permissions";
import { mintScope, type Scope } from "@/lib/platform/auth/scope";
import { digest } from "@/lib/platform/crypto";
import { gatherCalls } from "@/lib/platform/gather-calls";

/** A key that is good at this moment. */
export type ApiKey = {
  readonly id: string;
  readonly merchantId: string;
  readonly scopes: readonly string[];
  /** Most requests in a minute, over all processes. */
  readonly ratePerMinute: number;
};

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

/**
 * The key a request brings in `Authorization: Bearer sk_…`, the only place one is looked for. Every presented text is
 * hashed and looked up alike, whatever it looks like. Throws `not_signed_in` when there is none, and when it is unknown,
 * revoked or expired by now: nothing is remembered from one request to the next (S-16).
 */
export async function findApiKey(authorization: string | undefined): Promise<ApiKey> {
  const presented = BEARER.exec(authorization ?? "")?.[1];
  const key = presented === undefined ? null : await lookUp(digest(presented));
  if (key) {
    noteKeyUsed(key);
    return key;
  }
  throw new AppError("not_signed_in", "no valid API key", presented === undefined ? {} : { reason: "key" });
}

/** One indexed read for all requests that wait for it. */
const lookUp = gatherCalls(async (hashes) => {
  const rows = await db().execute<ApiKey & { keyHash: string }>(sql`
    select key_hash as "keyHash", id, merchant_id as "merchantId", scopes, rate_per_minute as "ratePerMinute"
    from api_key where key_hash = any(${texts(hashes)})
      and revoked_at is null
      and (expires_at is null or expires_at > now())`);
  return new Map<string, ApiKey>(rows.map(({ keyHash, ...key }) => [keyHash, key]));
});

/** The request that a key came with: its id, and the client's address for audit rows, where the host tells it. */
export type KeyedRequest = { readonly requestId: string; readonly address?: string };

/**
 * Proof that a program may use `capability` at its key's merchant, in all stores. Throws `forbidden` with the scopes
 * that would allow it.
 */
export function requireApiKey(
  key: ApiKey,
  capability: KeyCapability,
  { requestId, address }: KeyedRequest,
): Scope {
  if (!keyMay(key.scopes, capability))
    throw new AppError("forbidden", "forbidden", {
      capability,
      scopes: keyScopesWith(capability).join(", "),
    });
  return mintScope({
    merchantId: key.merchantId,
    actor: { type: "api_key", id: key.id },
    role: null,
    storeIds: "all",
    storeId: null,
    keyScopes: key.scopes,
    ...{ requestId, address },
  });
}
