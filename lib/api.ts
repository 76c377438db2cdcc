import { Hono } from "hono";
import { activityRoutes, claimAsMember } from "@/lib/activities/api";
import { catalogueRoutes } from "@/lib/catalogue/api";
import { codeRoutes } from "@/lib/codes/api";
import { couponRoutes } from "@/lib/coupons/api";
import { memberRoutes } from "@/lib/members/api";
import { merchantRoutes } from "@/lib/merchants/api";
import { webhookRoutes } from "@/lib/notifications/api";
import { orderRoutes } from "@/lib/orders/api";
import { type ApiRoute, mountRoutes, unforeseen, unknownPath } from "@/lib/platform/api-route";
import { type PageEndpoint, pageRoute } from "@/lib/platform/page-endpoint";
import { voucherRoutes } from "@/lib/vouchers/api";

/** Every route under /api/v1; the table of entries names each with what it asks. */
export const apiRoutes: readonly ApiRoute[] = [
  ...activityRoutes,
  ...merchantRoutes,
  ...memberRoutes,
  ...couponRoutes,
  ...voucherRoutes,
  ...orderRoutes,
  ...codeRoutes,
  ...catalogueRoutes,
  ...webhookRoutes,
];

/** What our own pages ask; server.ts answers them without Hono where it can. */
export const pageEndpoints: readonly PageEndpoint[] = [claimAsMember];

const v1 = new Hono();
mountRoutes(v1, apiRoutes);

/**
 * The one Hono app: everything under /api/. server.ts asks it before Next; on a plain Next host
 * app/api/[[...path]]/route.ts does. Routes that are no part of the public API are mounted beside `v1`.
 */
export const api = new Hono();
api.route("/api/v1", v1);
for (const endpoint of pageEndpoints)
  api.post(`${endpoint.before}:param${endpoint.after}`, pageRoute(endpoint));
api.notFound(unknownPath);
api.onError(unforeseen);
