import type { Tx } from "@/db/client";
import { webhookDeliveries, webhooks } from "@/db/schema/notifications";
import { makeApiKey } from "@/db/seed/factories";
import { newId } from "@/lib/kernel/id";
import { seal } from "@/lib/platform/crypto";

/** What of a test world is about other systems. */
export type Outside = {
  readonly keyId: string;
  /** Told of every voucher event, enabled. */
  readonly webhookId: string;
  /** Told of the same, and in use by no test but the one that deletes it. */
  readonly spareWebhookId: string;
  /** Waits to be sent to the first. */
  readonly deliveryId: string;
};

/** Makes what of a test world is about other systems: a key, and a webhook with something that waits for it. */
export async function makeOutside(tx: Tx, merchantId: string, marker: string): Promise<Outside> {
  const { id: keyId } = await makeApiKey(tx, merchantId, { name: `${marker} key` });
  const makeWebhook = async (name: string) => {
    const id = newId("whk");
    await tx.insert(webhooks).values({
      merchantId,
      id,
      name: `${marker} ${name}`,
      url: `https://${marker.toLowerCase()}.example/hooks`,
      events: ["voucher.*"],
      secret: seal("webhook-secret", `${marker} secret`),
    });
    return id;
  };
  const webhookId = await makeWebhook("webhook");
  const spareWebhookId = await makeWebhook("spare webhook");
  const deliveryId = newId("dlv");
  const eventId = newId("evt");
  await tx.insert(webhookDeliveries).values({
    merchantId,
    id: deliveryId,
    webhookId,
    eventId,
    eventType: "voucher.issued",
    body: JSON.stringify({ id: eventId, type: "voucher.issued", data: { name: marker } }),
    dueAt: new Date(),
  });
  return { keyId, webhookId, spareWebhookId, deliveryId };
}
