import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { db, type Tx } from "@/db/client";
import { mails } from "@/db/schema/notifications";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";
import { seal, unseal } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { defineJob, send } from "@/lib/platform/jobs";

/** A mail as a person reads it, in plain text. */
export type Mail = { readonly recipient: string; readonly subject: string; readonly body: string };

const PURPOSE = "mail";

/**
 * Sends a mail on the merchant's behalf, in the transaction of its cause: it goes out exactly when that commits, handed
 * to the mail server by the worker, and again until that takes it. Without a mail server (MAIL_CHANNEL=built_in) it is
 * kept for the development inbox and goes nowhere. The body is stored sealed, and for a week only.
 */
export async function sendMail(tx: Tx, scope: Scope, { recipient, subject, body }: Mail): Promise<void> {
  const id = newId("mai");
  const { merchantId } = scope;
  await tx.insert(mails).values({ merchantId, id, recipient, subject, body: seal(PURPOSE, body) });
  if (env().MAIL_CHANNEL === "smtp") await send(tx, mailJob, { merchantId, id });
}

/** The text of a mail that was stored. */
export function openMail(sealed: string): string {
  return unseal(PURPOSE, sealed);
}

// Loaded by who hands mail over, which is the worker.
async function transport() {
  const { SMTP_URL, MAIL_FROM } = env();
  if (!SMTP_URL) throw new Error("MAIL_CHANNEL is smtp and SMTP_URL is missing");
  const { createTransport } = await import("nodemailer");
  return createTransport(SMTP_URL, { from: MAIL_FROM });
}

/**
 * Hands a mail to the mail server. One that died between the server's yes and our note of it is handed over once more,
 * with the same Message-ID, by which mailboxes tell it is the same.
 */
export const mailJob = defineJob({
  name: "platform.mail",
  input: z.object({ merchantId: z.string(), id: z.string() }),
  concurrency: 4,
  handle: async ({ merchantId, id }) => {
    const mine = and(eq(mails.merchantId, merchantId), eq(mails.id, id), isNull(mails.sentAt));
    const [mail] = await db().select().from(mails).where(mine);
    if (!mail) return undefined;
    const host = new URL(env().BASE_URL).hostname;
    await (await transport()).sendMail({
      to: mail.recipient,
      subject: mail.subject,
      text: openMail(mail.body),
      messageId: `<${id}@${host}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    await db().update(mails).set({ sentAt: new Date() }).where(mine);
    return undefined;
  },
});
