import type { Tx } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";
import { env } from "@/lib/platform/env";

/**
 * Hands a short message for a phone (E.164) to the message channel, in the transaction of its cause: it goes out exactly
 * when that commits. The built-in channel keeps it for the development inbox.
 */
export async function sendSms(
  tx: Tx,
  scope: Scope,
  message: { readonly recipient: string; readonly body: string },
): Promise<void> {
  await tx.insert(messages).values({
    merchantId: scope.merchantId,
    id: newId("msg"),
    channel: env().MESSAGE_CHANNEL,
    ...message,
  });
}
