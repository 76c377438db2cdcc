import { desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { messages } from "@/db/schema/notifications";
import type { Scope } from "@/lib/platform/auth/scope";

/** A merchant's latest messages of the built-in channel, newest first. */
export async function listMessages(scope: Scope, limit = 50) {
  return await db()
    .select({
      id: messages.id,
      recipient: messages.recipient,
      body: messages.body,
      createdAt: messages.createdAt,
    })
    .from(messages)
    .where(eq(messages.merchantId, scope.merchantId))
    .orderBy(desc(messages.id))
    .limit(limit);
}
