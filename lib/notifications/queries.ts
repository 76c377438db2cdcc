import { desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { mails, messages } from "@/db/schema/notifications";
import type { Scope } from "@/lib/platform/auth/scope";
import { openMail } from "@/lib/platform/mail";

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

/** A merchant's latest mails, newest first, as they were or will be sent. */
export async function listMails(scope: Scope, limit = 50) {
  const rows = await db()
    .select({
      id: mails.id,
      recipient: mails.recipient,
      subject: mails.subject,
      body: mails.body,
      createdAt: mails.createdAt,
    })
    .from(mails)
    .where(eq(mails.merchantId, scope.merchantId))
    .orderBy(desc(mails.id))
    .limit(limit);
  return rows.map((row) => ({ ...row, body: openMail(row.body) }));
}
