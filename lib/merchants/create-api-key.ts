import { randomBytes } from "node:crypto";
import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { recordAudit } from "@/lib/merchants/record-audit";
import { insertApiKey } from "@/lib/merchants/repository";
import type { KeyScope } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { digest } from "@/lib/platform/crypto";

export type CreateApiKey = {
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** 1 to 1,000,000 requests a minute; 600 unless given. */
  readonly ratePerMinute?: number;
  /** Null or absent = never. */
  readonly expiresAt?: Instant | null;
};

/**
 * Makes an API key: `sk_` and 256 random bits. The whole key is in this answer and nowhere else, which is why the
 * answer is not kept and asking twice makes two keys: what is stored is its SHA-256 and its last four characters. Any
 * number of a merchant's keys are good at once, so that one can be replaced without a gap.
 */
export async function createApiKey(
  scope: Scope,
  request: CreateApiKey,
): Promise<Result<{ id: string; key: string }>> {
  const { name, ratePerMinute = 600, expiresAt = null } = request;
  const scopes = [...new Set(request.scopes)];
  const key = `sk_${randomBytes(32).toString("base64url")}`;
  const lastFour = key.slice(-4);
  return await inTransaction(async (tx) => {
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
    return ok({ id, key });
  });
}
