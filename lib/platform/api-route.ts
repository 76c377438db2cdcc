import { randomUUID } from "node:crypto";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { poolStats } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import type { Refusal, Result } from "@/lib/kernel/result";
import { readJson } from "@/lib/platform/api-body";
import { type ApiAnswer, ApiFault, problem, problemAnswer, toResponse } from "@/lib/platform/api-problem";
import { type KeyRate, processKeyLimiter } from "@/lib/platform/api-rate";
import { type ApiKey, findApiKey, requireApiKey } from "@/lib/platform/auth/api-gates";
import type { KeyCapability } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { fieldErrors } from "@/lib/platform/field-errors";
import { PATIENCE_MS } from "@/lib/platform/gather-calls";
import { inTime } from "@/lib/platform/in-time";
import { log } from "@/lib/platform/log";

/** A request for a route, whoever took it in: Hono, or Node's own server (api-route-node.ts). */
export type ApiRequest = {
  readonly requestId: string;
  readonly authorization: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** The client's address, where the host tells it. */
  readonly address: string | undefined;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON it brought: throws as `readJson`, or rejects. */
  readonly json: () => unknown;
};

/** What a route's work is called with: everything proven and parsed. */
export type ApiCall<Q, B> = {
  readonly scope: Scope;
  /** The id in the path; empty where there is none. It has the form of an id, and may be nobody's. */
  readonly id: string;
  /** All ids in the path, by their names there. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
  /** The request's `Idempotency-Key`, or one made up for this request alone: sent again it is done again. */
  readonly requestKey: string;
  /** Whether the caller brought the key. */
  readonly isKeyed: boolean;
};

type Spec<Q extends z.ZodType, B extends z.ZodType> = {
  readonly method: "GET" | "POST" | "PATCH";
  /** From /api/v1 on; its parameters are ids, the first of them `:id`. */
  readonly path: string;
  readonly capability: KeyCapability;
  readonly query?: Q;
  readonly body?: B;
  /** Refusals that say that something sent is wrong in itself, and where: they are 422, not 409. */
  readonly invalid?: Readonly<Record<string, string>>;
  readonly work: (call: ApiCall<z.output<Q>, z.output<B>>) => Promise<Result<unknown>>;
};

/** A route as lib/api.ts mounts it and the table of entries lists it. */
export type ApiRoute = {
  readonly method: "GET" | "POST" | "PATCH";
  readonly path: string;
  readonly capability: KeyCapability;
  /** What it takes, for the document that describes the API: the schemas it parses with. */
  readonly takes: { readonly query: z.ZodType | null; readonly body: z.ZodType | null };
  /** Codes of its own for what is wrong in itself (422). */
  readonly faults: readonly string[];
  /** Never throws. */
  readonly answer: (request: ApiRequest) => Promise<ApiAnswer>;
};

const nothing = z.strictObject({});

/** `?limit=1..100&cursor=` of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().min(1).max(500).optional(),
});

/**
 * One route of the API: gate, rate, parse (strictly: what is not in the schema is refused), one use case or query,
 * answer. Errors are RFC 9457 problems (api.md): a refusal is 409 with its code and parameters, somebody else's id 404,
 * a bug 500 that says nothing but the request id it was logged under. `Idempotency-Key` is handed to the work, whose use
 * case keeps effect and answer in one transaction; an answer given again says `Idempotent-Replayed: true`. A POST without
 * the header is done each time it is sent.
 */
export function apiRoute<Q extends z.ZodType = typeof nothing, B extends z.ZodType = typeof nothing>(
  spec: Spec<Q, B>,
): ApiRoute {
  const { method, path, capability } = spec;
  const takes = { query: spec.query ?? null, body: spec.body ?? null };
  const faults = Object.keys(spec.invalid ?? {});
  return { method, path, capability, takes, faults, answer: (request) => answerRoute(spec, request) };
}

async function answerRoute<Q extends z.ZodType, B extends z.ZodType>(
  spec: Spec<Q, B>,
  request: ApiRequest,
): Promise<ApiAnswer> {
  const { requestId } = request;
  const at: { key: ApiKey | null; rate: KeyRate | null } = { key: null, rate: null };
  try {
    return await inTime(perform(spec, request, at), busy);
  } catch (error) {
    const fault = faultOf(error);
    const about = {
      requestId,
      merchantId: at.key?.merchantId,
      actor: at.key?.id,
      route: `${spec.method} ${spec.path}`,
      status: fault.status,
    };
    if (fault.status === 403) log.warn("denied", about);
    if (fault.status === 500) log.error("API request failed", { ...about, err: error });
    return problemAnswer(fault, requestId, at.rate ? rateHeaders(at.rate) : {});
  }
}

/** Does what the route is for; tells `at` what it comes to know on its way, for the words of a failure. */
async function perform<Q extends z.ZodType, B extends z.ZodType>(
  spec: Spec<Q, B>,
  request: ApiRequest,
  at: { key: ApiKey | null; rate: KeyRate | null },
): Promise<ApiAnswer> {
  const began = performance.now();
  at.key = await findApiKey(request.authorization);
  refuseTired(began);
  at.rate = await processKeyLimiter().take(at.key);
  refuseTired(began);
  if (!at.rate.isAllowed) throw tooMany(at.rate);
  const scope = requireApiKey(at.key, spec.capability, request);
  const result = await spec.work({ scope, ...(await parse(spec, request)) });
  if (!result.ok) throw refused(result.refusal, spec.invalid);
  const more = rateHeaders(at.rate);
  if (result.replayed) more["idempotent-replayed"] = "true";
  return { status: 200, type: "application/json", body: JSON.stringify(result.value), more };
}

/**
 * Refuses a request that has waited for long and would have to wait for a connection once more, before it has done
 * anything: each of its waits has an end after a second, all together are over within 1.5 s (F-6).
 */
function refuseTired(began: number): void {
  if (performance.now() - began <= PATIENCE_MS) return;
  const main = poolStats().find(({ name }) => name === "main");
  if (main && main.inUse >= main.size) throw busy();
}

/** The id server.ts gave the request; a host that gives none, or one that is no id, gets a new one. */
export function requestIdOf(c: Context): string {
  const given = c.req.header("x-request-id") ?? "";
  return /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

async function parse<Q extends z.ZodType, B extends z.ZodType>(spec: Spec<Q, B>, request: ApiRequest) {
  const { params } = request;
  const given = spec.method === "POST" ? request.idempotencyKey : undefined;
  if (given !== undefined && !/^[\x21-\x7e]{1,255}$/.test(given))
    throw invalid("Idempotency-Key", "invalid_key", "1 to 255 printable ASCII characters without blanks.");
  if (Object.values(params).some((id) => !/^[a-z]{3}_[0-9a-z]{1,40}$/.test(id)))
    throw new AppError("not_found");
  return {
    id: params.id ?? "",
    params,
    query: parsed(spec.query ?? nothing, request.query) as z.output<Q>,
    body: parsed(spec.body ?? nothing, spec.body ? await request.json() : {}) as z.output<B>,
    requestKey: given ?? randomUUID(),
    isKeyed: given !== undefined,
  };
}

function parsed(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error);
  throw new ApiFault(422, "malformed", "What was sent is not as it must be; see errors.", { errors });
}

/** A 422 about one thing that was sent. */
function invalid(path: string, code: string, message: string): ApiFault {
  return new ApiFault(422, "malformed", message, { errors: [{ path, code, message }] });
}

function rateHeaders({ limit, remaining, resetsIn }: KeyRate): Record<string, string> {
  return {
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(resetsIn),
  };
}

function tooMany({ limit, resetsIn }: KeyRate): ApiFault {
  const words = `This key may ask ${limit} times a minute. Try again in ${resetsIn} s.`;
  return new ApiFault(429, "rate_limited", words, { headers: { "retry-after": String(resetsIn) } });
}

/** Come back in a moment. */
export const busy = () =>
  new ApiFault(503, "busy", "A lot is going on right now. Try again in a moment.", {
    headers: { "retry-after": "1" },
  });

/** A refusal as an answer: 404 when it is about something that is not there, 422 when `wrong` names it, else 409. */
function refused(refusal: Refusal, wrong: Spec<z.ZodType, z.ZodType>["invalid"] = {}): ApiFault {
  const { code } = refusal;
  const params = refusal.more ? { ...refusal.params, ...refusal.more } : refusal.params;
  if (code === "busy") return busy();
  if (code.endsWith("_unknown") || params?.reason === "not_found")
    return new ApiFault(404, "not_found", "Something that was named is not there.", { params });
  const words = `Refused: ${code.replaceAll("_", " ")}.`;
  const path = wrong[code];
  if (path !== undefined)
    return new ApiFault(422, code, words, { params, errors: [{ path, code, message: words }] });
  return new ApiFault(409, code, words, { params });
}

function keyReused(): ApiFault {
  const [code, message] = ["idempotency_key_reused", "This Idempotency-Key was used for another request."];
  return new ApiFault(422, code, message, { errors: [{ path: "Idempotency-Key", code, message }] });
}

/** Whatever was thrown as an answer; what nobody expected is 500 and opaque. */
export function faultOf(error: unknown): ApiFault {
  if (error instanceof ApiFault) return error;
  if (!(error instanceof AppError)) return new ApiFault(500, "internal", "Something went wrong on our side.");
  const { code, detail, message } = error;
  switch (code) {
    case "not_signed_in": {
      const challenge =
        detail.reason === "key" ? 'Bearer realm="api", error="invalid_token"' : 'Bearer realm="api"';
      const words = "A valid key is needed: Authorization: Bearer sk_…";
      return new ApiFault(401, "unauthorized", words, { headers: { "www-authenticate": challenge } });
    }
    case "forbidden":
      return new ApiFault(403, "forbidden", `This key may not do that. A scope that may: ${detail.scopes}.`);
    case "not_found":
      return new ApiFault(404, "not_found", "There is no such thing here.");
    case "busy":
      return busy();
    case "malformed":
      return detail.reason === "key_reused" ? keyReused() : invalid(detail.path ?? "", "malformed", message);
  }
}

function requestOf(c: Context): ApiRequest {
  return {
    requestId: requestIdOf(c),
    authorization: c.req.header("authorization"),
    idempotencyKey: c.req.header("idempotency-key"),
    // As server.ts saw it: what a client says of itself is taken off before (request-hygiene.ts).
    address: c.req.header("x-client-ip"),
    params: c.req.param(),
    query: c.req.query(),
    json: () => readJson(c.req.raw),
  };
}

/** Mounts the routes, and answers 405 with `Allow` where a path is asked with another method. */
export function mountRoutes(app: Hono, routes: readonly ApiRoute[]): void {
  const methods = new Map<string, string[]>();
  for (const { method, path, answer } of routes) {
    app.on(method, path, async (c) => {
      const request = requestOf(c);
      return toResponse(await answer(request), request.requestId);
    });
    methods.set(path, [...(methods.get(path) ?? []), ...(method === "GET" ? ["GET", "HEAD"] : [method])]);
  }
  for (const [path, allowed] of methods) {
    const allow = allowed.join(", ");
    const fault = new ApiFault(405, "method_not_allowed", `Allowed: ${allow}.`, { headers: { allow } });
    app.all(path, (c) => problem(fault, requestIdOf(c)));
  }
}

/** The answer to a path that nobody has. */
export function unknownPath(c: Context): Response {
  return problem(new ApiFault(404, "not_found", "There is no such path."), requestIdOf(c));
}

/** The answer to a bug outside of any route's own care. */
export function unforeseen(error: Error, c: Context): Response {
  const requestId = requestIdOf(c);
  log.error("API request failed", { requestId, status: 500, err: error });
  return problem(faultOf(error), requestId);
}
