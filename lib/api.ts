import { Hono } from "hono";
import { activityRoutes, claimAsMember } from "@/lib/activities/api";
import { apiReference } from "@/lib/api-reference";
import { eventReference } from "@/lib/api-reference-events";
import { catalogueRoutes } from "@/lib/catalogue/api";
import { codeRoutes } from "@/lib/codes/api";
import { couponRoutes } from "@/lib/coupons/api";
import { memberRoutes } from "@/lib/members/api";
import { merchantRoutes } from "@/lib/merchants/api";
import { webhookRoutes } from "@/lib/notifications/api";
import { orderRoutes } from "@/lib/orders/api";
import { settlePayment } from "@/lib/orders/settle-payment";
import { packRoutes } from "@/lib/packs/api";
import { answerHeaders } from "@/lib/platform/api-problem";
import { type ApiRoute, mountRoutes, unforeseen, unknownPath } from "@/lib/platform/api-route";
import { routeTable } from "@/lib/platform/api-route-node";
import { env } from "@/lib/platform/env";
import { openApiDocument } from "@/lib/platform/openapi";
import { docsHeaders, openApiPage } from "@/lib/platform/openapi-page";
import { type PageEndpoint, pageRoute } from "@/lib/platform/page-endpoint";
import { chooseOnTestPage, showTestPayment } from "@/lib/platform/payments/test-page";
import { paymentWebhook } from "@/lib/platform/payments/webhook-in";
import { perProcess } from "@/lib/platform/per-process";
import { voucherRoutes } from "@/lib/vouchers/api";

/** Every route under /api/v1; the table of entries names each with what it asks. */
export const apiRoutes: readonly ApiRoute[] = [
  ...activityRoutes,
  ...merchantRoutes,
  ...memberRoutes,
  ...couponRoutes,
  ...voucherRoutes,
  ...packRoutes,
  ...orderRoutes,
  ...codeRoutes,
  ...catalogueRoutes,
  ...webhookRoutes,
];

/** The same, for server.ts, which answers them without Hono where it can. */
export const apiTable = routeTable("/api/v1", apiRoutes);

/** What our own pages ask; server.ts answers them likewise. */
export const pageEndpoints: readonly PageEndpoint[] = [claimAsMember];

const v1 = new Hono();
v1.get("/openapi.json", describeApi);
v1.get("/docs", showDocs);
mountRoutes(v1, apiRoutes);

// Made on first use: whoever asks for neither pays for neither.
const openApi = () =>
  perProcess("openapi", () =>
    openApiDocument(apiRoutes, apiReference, eventReference, `${env().BASE_URL}/api/v1`),
  );

/** The document of the API for programs: as public as what it tells of. */
function describeApi(): Response {
  const headers = {
    ...answerHeaders,
    "content-type": "application/json",
    "cache-control": "public, max-age=300",
  };
  return new Response(JSON.stringify(openApi()), { headers });
}

/** The same for people. */
function showDocs(): Response {
  return new Response(openApiPage(openApi()), { headers: docsHeaders });
}

/**
 * The one Hono app: everything under /api/. server.ts asks it before Next, for what it does not answer itself
 * (platform/api-route-node.ts); on a plain Next host app/api/[[...path]]/route.ts does. Routes that are no part of the public API are mounted beside `v1`.
 */
export const api = new Hono();
api.route("/api/v1", v1);
api.post("/api/payments/:provider", paymentWebhook(settlePayment));
api.get("/api/test-payments/:id", showTestPayment);
api.post("/api/test-payments/:id", chooseOnTestPage);
for (const endpoint of pageEndpoints)
  api.post(`${endpoint.before}:param${endpoint.after}`, pageRoute(endpoint));
api.notFound(unknownPath);
api.onError(unforeseen);
