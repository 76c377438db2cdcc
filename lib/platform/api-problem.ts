import type { FieldError } from "@/lib/platform/field-errors";
import { staticSecurityHeaders } from "@/lib/platform/security-headers";

/**
 * Why a request is answered with a problem. Thrown, but no Error: a refusal is answered thousands of times a second when
 * something has sold out, and nobody reads the stack that an Error would take down each time.
 */
export class ApiFault {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message: string,
    readonly more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly errors?: readonly FieldError[];
      /** Members beside the standard ones: a refusal's parameters. */
      readonly params?: Readonly<Record<string, unknown>>;
    } = {},
  ) {}
}

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not found",
  405: "Method not allowed",
  409: "Refused",
  413: "Too large",
  415: "Unsupported media type",
  422: "Invalid",
  429: "Too many requests",
  500: "Internal error",
  503: "Busy",
};

/** What every answer of the API carries: it is private, is nothing but data, and is never framed. No CORS (S-20). */
export const answerHeaders: Readonly<Record<string, string>> = {
  ...Object.fromEntries(staticSecurityHeaders().map(([name, value]) => [name.toLowerCase(), value])),
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

/** What a fault says: RFC 9457, as api.md has it. */
function problemBody({ status, code, message: detail, more }: ApiFault, requestId: string): string {
  return JSON.stringify({
    ...more.params,
    type: `urn:scrip:problem:${code}`,
    title: titles[status] ?? "Error",
    status,
    code,
    detail,
    requestId,
    ...(more.errors ? { errors: more.errors } : {}),
  });
}

/** What is answered, whoever writes it out: Hono, or Node's own server (plain-request.ts). */
export type ApiAnswer = {
  readonly status: number;
  readonly type: "application/json" | "application/problem+json";
  readonly body: string;
  /** Headers beside those of every answer. */
  readonly more?: Readonly<Record<string, string>>;
};

/** An answer as Hono is given it. */
export function toResponse({ status, type, body, more }: ApiAnswer, requestId: string): Response {
  const headers = { ...answerHeaders, "content-type": type, "x-request-id": requestId, ...more };
  return new Response(body, { status, headers });
}

/** A fault as `application/problem+json`. */
export function problemAnswer(
  fault: ApiFault,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): ApiAnswer {
  return {
    status: fault.status,
    type: "application/problem+json",
    body: problemBody(fault, requestId),
    more: { ...headers, ...fault.more.headers },
  };
}

/** The same for Hono. */
export const problem = (fault: ApiFault, requestId: string): Response =>
  toResponse(problemAnswer(fault, requestId), requestId);
