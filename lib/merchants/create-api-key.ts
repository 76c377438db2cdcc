import { randomBytes, randomUUID } from "node:crypto";
import { ok, type Result } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { insertApiKey } from "@/lib/merchants/repository";
import type { KeyScope } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { digest, seal, unseal } from "@/lib/platform/crypto";

export type CreateApiKey = {
  /** Absent = asked this once. */
  readonly requestId?: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** 1 to 1,000,000 requests a minute; 600 unless given. */
  readonly ratePerMinute?: number;
  /** Null or absent = never. */
  readonly expiresAt?: Instant | null;
};

const PURPOSE = "api-key";

/**
 * Makes an API key: `sk_` and 256 random bits. What is stored of it is its SHA-256 and its last four characters. The same
 * request id makes one key and is answered with it again, for which the kept answer has it sealed until that is purged. Any
 * number of a merchant's keys are good at once, so that one can be replaced without a gap.
 */
export async function createApiKey(
  scope: Scope,
  request: CreateApiKey,
): Promise<Result<{ id: string; key: string }>> {
  const { requestId = randomUUID(), name, ratePerMinute = 600, expiresAt = null } = request;
  const scopes = [...new Set(request.scopes)];
  // When it ends is counted from when it is asked for, so a repetition asks for another instant.
  const once = { route: "api_key.create", key: requestId, body: { name, scopes, ratePerMinute } };
  const made = await transactOnce(scope, once, async (tx) => {
    const key = `sk_${randomBytes(32).toString("base64url")}`;
    const lastFour = key.slice(-4);
    const row = { name, keyHash: digest(key), lastFour, scopes, ratePerMinute, expiresAt };
    const id = await insertApiKey(tx, scope, row);
    await recordAudit(tx, scope, [
      {
        action: "api_key.create",
        objectType: "api_key",
        objectId: id,
        after: { name, lastFour, scopes, ratePerMinute, expiresAt },
      },
    ]);
    return ok({ id, sealed: seal(PURPOSE, key) });
  });
  if (!made.ok) return made;
  return { ...made, value: { id: made.value.id, key: unseal(PURPOSE, made.value.sealed) } };
}
