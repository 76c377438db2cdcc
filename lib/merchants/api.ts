import { ok } from "@/lib/kernel/result";
import { changeOrderRules } from "@/lib/merchants/change-order-rules";
import { createStore } from "@/lib/merchants/create-store";
import { getMerchant, listStores } from "@/lib/merchants/queries";
import { orderRulesSchema, storeInputSchema } from "@/lib/merchants/schema";
import { apiRoute, pageQuery } from "@/lib/platform/api-route";
import type { Scope } from "@/lib/platform/auth/scope";

const storeBody = storeInputSchema.omit({
  ...{ regions: true, city: true, code: true, hours: true },
  deliveryMinor: true,
});

type Store = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly currency: string;
  readonly timeZone: string;
};

const storeView = ({ id, name, address, currency, timeZone }: Store) => ({
  id,
  name,
  address,
  currency,
  timeZone,
});

async function merchantView(scope: Scope) {
  const { id, name, currency, timeZone, maxVouchersPerOrder, refundBasis } = await getMerchant(scope);
  return { id, name, currency, timeZone, maxVouchersPerOrder, refundBasis };
}

/** The merchant itself and its stores. */
export const merchantRoutes = [
  apiRoute({
    method: "GET",
    path: "/merchant",
    capability: "merchant.read",
    work: async ({ scope }) => ok(await merchantView(scope)),
  }),
  apiRoute({
    method: "PATCH",
    path: "/merchant",
    capability: "settings.write",
    body: orderRulesSchema.partial(),
    work: async ({ scope, body }) => {
      await changeOrderRules(scope, body);
      return ok(await merchantView(scope));
    },
  }),
  apiRoute({
    method: "POST",
    path: "/stores",
    capability: "store.write",
    body: storeBody,
    work: async ({ scope, body, requestKey }) => {
      const made = await createStore(scope, {
        requestId: requestKey,
        store: { ...body, regions: [], city: "", code: "", hours: [], deliveryMinor: null },
      });
      return made.ok ? { ...made, value: storeView({ ...body, ...made.value }) } : made;
    },
  }),
  apiRoute({
    method: "GET",
    path: "/stores",
    capability: "store.read",
    query: pageQuery,
    work: async ({ scope, query }) => {
      const { rows, nextCursor } = await listStores(scope, {
        size: query.limit,
        cursor: query.cursor,
        sort: "created",
        descending: true,
      });
      return ok({ data: rows.map(storeView), nextCursor });
    },
  }),
];
