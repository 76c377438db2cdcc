import type { Context } from "hono";
import { AppError } from "@/lib/kernel/app-error";
import { readJson } from "@/lib/platform/api-body";
import { type ApiAnswer, ApiFault, problemAnswer, toResponse } from "@/lib/platform/api-problem";
import { busy, faultOf, requestIdOf } from "@/lib/platform/api-route";
import { inTime } from "@/lib/platform/in-time";
import { log } from "@/lib/platform/log";

/** A request of a page of ours, whoever took it in: Hono, or Node's own server (page-endpoint-node.ts). */
export type PageRequest = {
  /** What stands in the path where the endpoint's parameter does, decoded. */
  readonly param: string;
  readonly requestId: string;
  readonly cookies: string | undefined;
  /** The Accept-Language header. */
  readonly language: string | undefined;
  /** The client's address; "unknown" on a host that does not tell. */
  readonly address: string;
  /** The JSON it brought. */
  readonly body: unknown;
};

/**
 * A POST beside the public API, for our own pages: `answer` proves and parses itself, what it throws is answered as the
 * API answers it. Only JSON comes in, which a page of another site cannot send with our cookies (S-19).
 */
export type PageEndpoint = {
  /** Names it in the log. */
  readonly name: string;
  /** The path before its one parameter, and after it. */
  readonly before: string;
  readonly after: string;
  readonly answer: (request: PageRequest) => Promise<ApiAnswer> | ApiAnswer;
};

/** JSON for our own pages. */
export function jsonAnswer(status: 200 | 409, body: unknown): ApiAnswer {
  return { status, type: "application/json", body: JSON.stringify(body) };
}

/** Whatever an endpoint threw, as an answer; a bug is logged once and says nothing. */
export function faultAnswer(error: unknown, { name }: PageEndpoint, requestId: string): ApiAnswer {
  const isVisitor = error instanceof AppError && error.code === "not_signed_in";
  const fault = isVisitor ? new ApiFault(401, "not_signed_in", "Sign in first.") : faultOf(error);
  if (fault.status === 500)
    log.error("page request failed", { requestId, route: name, status: 500, err: error });
  return problemAnswer(fault, requestId);
}

/** An endpoint as a route of Hono, at `before:param` + `after`. */
export function pageRoute(endpoint: PageEndpoint) {
  return async (c: Context): Promise<Response> => {
    const requestId = requestIdOf(c);
    const answer = await inTime(asked(endpoint, c, requestId), busy).catch((error) =>
      faultAnswer(error, endpoint, requestId),
    );
    return toResponse(answer, requestId);
  };
}

async function asked(endpoint: PageEndpoint, c: Context, requestId: string): Promise<ApiAnswer> {
  return await endpoint.answer({
    param: c.req.param("param") ?? "",
    requestId,
    cookies: c.req.header("cookie"),
    language: c.req.header("accept-language"),
    address: c.req.header("x-client-ip") ?? "unknown",
    body: await readJson(c.req.raw),
  });
}
