import type { Reply, Wish } from "@/bench/chaos/http";
import type { Stage } from "@/bench/chaos/stage";
import { makeProduct, makeStore } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";

/** Where tills of a run sell, and what. */
export type Shop = { readonly storeId: string; readonly productId: string };

export async function makeShop(merchantId: string): Promise<Shop> {
  return await inTransaction(async (tx) => ({
    storeId: await makeStore(tx, merchantId),
    productId: await makeProduct(tx, merchantId),
  }));
}

/** A request of the API, as a till sends it; `body` null = it has none. */
export function wishFrom({ baseUrl, apiKey }: Stage, path: string, key: string, body: object | null): Wish {
  const headers = {
    host: new URL(baseUrl).host,
    "content-type": "application/json",
    authorization: `Bearer ${apiKey}`,
    "idempotency-key": key,
  };
  return { method: "POST", path, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
}

/** Writes down an answer that nothing that happens may lead to. */
export function proper({ recorder }: Stage, reply: Pick<Reply, "status" | "headers">, what: string): void {
  if (![0, 200, 409, 429, 503].includes(reply.status))
    recorder.wrong.push(`${what} was answered ${reply.status}`);
  if (reply.status === 503 && reply.headers["retry-after"] === undefined)
    recorder.wrong.push("a 503 came without Retry-After");
}
