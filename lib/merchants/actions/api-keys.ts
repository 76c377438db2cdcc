"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { createApiKey as create } from "@/lib/merchants/create-api-key";
import { revokeApiKey as revoke } from "@/lib/merchants/revoke-api-key";
import { apiKeyInputSchema } from "@/lib/merchants/schema";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { keyScopes } from "@/lib/platform/auth/permissions";

const requestId = z.string().min(8).max(64);
const DAY_MS = 86_400_000;

const keySchema = apiKeyInputSchema.extend({
  scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
});

const createAction = staffAction(
  { capability: "api_key.manage", input: z.strictObject({ requestId, key: keySchema }) },
  async ({ scope, input }) => {
    const { term, ...key } = input.key;
    const expiresAt = term === "never" ? null : new Date(Date.now() + Number(term) * DAY_MS);
    return await create(scope, { requestId: input.requestId, ...key, expiresAt });
  },
);
export async function createApiKey(call: ActionCall) {
  return await createAction(call);
}

const revokeAction = staffAction(
  {
    capability: "api_key.manage",
    input: z.strictObject({ requestId, keyId: z.string().startsWith("key_").max(40) }),
  },
  async ({ scope, input }) => {
    const result = await revoke(scope, input);
    revalidatePath("/console/[merchant]", "layout");
    return result;
  },
);
export async function revokeApiKey(call: ActionCall) {
  return await revokeAction(call);
}
