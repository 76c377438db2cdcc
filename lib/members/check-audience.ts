import type { Reader } from "@/db/client";
import { type Refusal, refuse } from "@/lib/kernel/result";
import { unknownInAudience } from "@/lib/members/repository";
import { type Audience, namesNobody } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Why something cannot be meant for this audience: it names nobody (`audience_nobody`), or something that is not this
 * merchant's (`audience_unknown{id}`). Null = it can. Reads only.
 */
export async function checkAudience(
  reader: Reader,
  scope: Scope,
  audience: Audience,
): Promise<Refusal | null> {
  if (namesNobody(audience)) return refuse("audience_nobody").refusal;
  if (audience.type !== "match") return null;
  const unknown = await unknownInAudience(reader, scope, audience);
  return unknown ? refuse("audience_unknown", { id: unknown }).refusal : null;
}
