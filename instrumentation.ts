import type { Instrumentation } from "next";

/**
 * What went wrong in a page, an action or a route of Next's, with the request and the route it happened in. Next would
 * answer 500 to all of it; that we are too busy is 503.
 */
export const onRequestError: Instrumentation.onRequestError = async (err, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { isBusy, reportError } = await import("@/lib/platform/report-error");
  const { answerWithStatus } = await import("@/lib/platform/response-status");
  const given = request.headers["x-request-id"];
  const requestId = Array.isArray(given) ? given[0] : given;
  if (isBusy(err) && requestId) answerWithStatus(requestId, 503);
  reportError("unexpected error", err, { requestId, route: context.routePath, code: context.routeType });
};
