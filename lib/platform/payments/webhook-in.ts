import type { Context } from "hono";
import { db } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { ApiFault, answerHeaders, problem } from "@/lib/platform/api-problem";
import { faultOf, requestIdOf } from "@/lib/platform/api-route";
import { log } from "@/lib/platform/log";
import { metrics } from "@/lib/platform/metrics";
import { providerNamed } from "@/lib/platform/payments/choose-provider";
import type { PaymentProvider, ProviderEvent } from "@/lib/platform/payments/provider";
import { maxBodyBytes } from "@/lib/platform/request-hygiene";

/** Does what an event says, once however often it comes. */
export type Settle = (provider: PaymentProvider["name"], event: ProviderEvent) => Promise<void>;

/**
 * Answers a provider's webhooks (S-28): the very bytes are verified before anything is read of them; what is not signed, or
 * was long ago, is 400 and changes nothing; an event that is known already, or is about nothing of ours, is 200 like any
 * other. How long ago is told by the database's clock. 5xx has the provider send it again.
 */
export function paymentWebhook(settle: Settle): (c: Context) => Promise<Response> {
  return async (c) => {
    const requestId = requestIdOf(c);
    try {
      const provider = providerNamed(c.req.param("provider") ?? "");
      if (!provider) return problem(new ApiFault(404, "not_found", "There is no such path."), requestId);
      const body = await c.req.text();
      if (body.length > maxBodyBytes)
        return problem(new ApiFault(413, "body_too_large", "The body is larger than 1 MB."), requestId);
      const event = await provider.read(body, c.req.raw.headers, await databaseNow(db()));
      if (!event) {
        metrics().unsignedEvents.inc({ provider: provider.name });
        return problem(new ApiFault(400, "bad_signature", "This is not signed, or was long ago."), requestId);
      }
      await settle(provider.name, event);
      return new Response(JSON.stringify({ received: true }), {
        headers: { ...answerHeaders, "content-type": "application/json", "x-request-id": requestId },
      });
    } catch (error) {
      const fault = faultOf(error);
      if (fault.status === 500) log.error("a payment's event failed", { requestId, status: 500, err: error });
      return problem(fault, requestId);
    }
  };
}
