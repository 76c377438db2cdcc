import type { Instrumentation } from "next";

/** A bug in a page, an action or a route of Next's, with the request and the route it happened in. */
export const onRequestError: Instrumentation.onRequestError = async (err, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { reportError } = await import("@/lib/platform/report-error");
  const requestId = request.headers["x-request-id"];
  reportError("unexpected error", err, {
    requestId: Array.isArray(requestId) ? requestId[0] : requestId,
    route: context.routePath,
    code: context.routeType,
  });
};
