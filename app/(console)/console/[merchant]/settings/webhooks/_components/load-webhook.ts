import { notFound } from "next/navigation";
import { cache } from "react";
import { getWebhook } from "@/lib/notifications/queries/webhooks";
import { staffGate } from "@/lib/platform/auth/gates";

/** The webhook of a page's address, for its title and its content alike; not there is the not-found page. */
export const loadWebhook = cache(async (merchant: string, webhookId: string) => {
  const gate = await staffGate({ merchant }, "webhook.manage");
  const webhook = await getWebhook(gate.scope, webhookId);
  if (!webhook) notFound();
  return { ...gate, webhook };
});
