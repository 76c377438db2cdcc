import { z } from "zod";
import type { ApiRoute } from "@/lib/platform/api-route";
import { keyScopesWith } from "@/lib/platform/auth/permissions";

/** What the document says of a route beside what the route says of itself. */
export type Described = {
  /** What it does, in a few words. */
  readonly summary: string;
  /** What it answers with 200. */
  readonly answer: z.ZodType;
  /** The codes of what it may refuse (409); absent = it never does. */
  readonly refusals?: readonly string[];
  /** What is sent names other things: one that is not there is 404. A path's own ids need not be said. */
  readonly names?: true;
  /** A POST that changes nothing: it takes no key. */
  readonly keyless?: true;
};

type Json = { readonly [name: string]: unknown };

/** A schema as OpenAPI 3.1 takes it: JSON Schema 2020-12. What cannot be said in it (a rule over several fields) is left out. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any", cycles: "throw" });
  return json;
}

const errors = z.array(z.strictObject({ path: z.string(), code: z.string(), message: z.string() }));
const problem = z
  .looseObject({
    type: z.string().meta({ examples: ["urn:scrip:problem:sold_out"] }),
    title: z.string(),
    status: z.int(),
    code: z.string().describe("Stable; programs decide by it."),
    detail: z.string().describe("For people who read logs."),
    requestId: z.string().describe("Name it when you ask us about it."),
    errors: errors.optional().describe("What of the request is wrong, and where; always with 422."),
  })
  .describe("Beside these stand the parameters of a refusal.");

/** A problem with one of these codes, as an answer of this status is parsed. */
export const problemOf = (status: number, codes: readonly string[]) =>
  problem.extend({
    ...{ status: z.literal(status), code: z.enum(codes) },
    ...(status === 422 ? { errors: errors.min(1) } : {}),
  });

const said: Readonly<Record<string, string>> = {
  400: "The body is not JSON.",
  401: "No good key: `Authorization: Bearer sk_…`.",
  403: "The key's scopes do not allow this.",
  404: "There is no such thing, or it is another merchant's.",
  409: "Refused; `code` says why, and its parameters stand beside it.",
  413: "The body is larger than 1 MB.",
  415: "The body is not sent as JSON.",
  422: "What was sent is wrong in itself; see `errors`. Also an `Idempotency-Key` used for another request.",
  429: "More requests than the key's rate allows; `Retry-After` says when to come back.",
  500: "A fault of ours.",
  503: "Too busy; `Retry-After` says when to come back.",
};

/** What is the same of every call, by status. */
const everywhere: Readonly<Record<string, readonly string[]>> = {
  400: ["invalid_json", "too_deep"],
  401: ["unauthorized"],
  403: ["forbidden"],
  404: ["not_found"],
  413: ["body_too_large"],
  415: ["unsupported_media_type"],
  429: ["rate_limited"],
  500: ["internal"],
  503: ["busy"],
};
const ofBodies = ["400", "413", "415"];

const isKeyed = ({ method }: ApiRoute, { keyless }: Described) => method === "POST" && !keyless;

/** How a call can fail: every status but 200 that it may be answered with, and the codes of each. */
export function faultsOf(route: ApiRoute, described: Described): Readonly<Record<string, readonly string[]>> {
  const { path, takes, faults } = route;
  const { refusals = [], names } = described;
  const has = (status: string) =>
    status === "404" ? path.includes(":") || names : takes.body !== null || !ofBodies.includes(status);
  const reused = isKeyed(route, described) ? ["idempotency_key_reused"] : [];
  return {
    ...Object.fromEntries(Object.entries(everywhere).filter(([status]) => has(status))),
    ...(refusals.length > 0 ? { 409: refusals } : {}),
    422: ["malformed", ...reused, ...faults],
  };
}

const rateHeaders = {
  "RateLimit-Limit": { description: "Requests a minute.", schema: { type: "integer" } },
  "RateLimit-Remaining": { description: "Left of them.", schema: { type: "integer" } },
  "RateLimit-Reset": { description: "Seconds until they are all there again.", schema: { type: "integer" } },
};

/** A status with codes of this call's own. */
const ownResponse = (status: string, codes: readonly string[]) => ({
  description: `${said[status]} Codes: ${codes.map((code) => `\`${code}\``).join(", ")}.`,
  content: {
    "application/problem+json": {
      schema: {
        allOf: [{ $ref: "#/components/schemas/Problem" }],
        properties: { code: { enum: codes } },
        ...(status === "422" ? { required: ["errors"] } : {}),
      },
    },
  },
});

function responsesOf(route: ApiRoute, described: Described): Json {
  const replayed = {
    "Idempotent-Replayed": {
      description: "`true`: nothing was done now; this is the first answer to this `Idempotency-Key`.",
      schema: { type: "string" },
    },
  };
  const content = { "application/json": { schema: schemaOf(described.answer, "output") } };
  const headers = { ...rateHeaders, ...(isKeyed(route, described) ? replayed : {}) };
  const faults = Object.entries(faultsOf(route, described)).map(([status, codes]) => [
    status,
    status in everywhere ? { $ref: `#/components/responses/${status}` } : ownResponse(status, codes),
  ]);
  return { 200: { description: "Done.", headers, content }, ...Object.fromEntries(faults) };
}

function parametersOf(route: ApiRoute, described: Described): Json[] {
  const { path, takes } = route;
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const { properties = {}, required = [] } = takes.query ? schemaOf(takes.query, "input") : {};
  const inQuery = Object.entries(properties as Json).map(([name, schema]) => ({
    name,
    in: "query",
    required: (required as readonly string[]).includes(name),
    schema,
  }));
  const key = isKeyed(route, described) ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : [];
  return [...inPath, ...inQuery, ...key];
}

function operationOf(route: ApiRoute, described: Described): Json {
  const scopes = keyScopesWith(route.capability);
  const [, tag = ""] = route.path.split("/");
  const words = [route.method.toLowerCase(), ...route.path.split(/[/:]+/).filter((word) => word !== "")];
  return {
    operationId: words.join("_"),
    summary: described.summary,
    description: `Scopes that allow it: ${scopes.map((scope) => `\`${scope}\``).join(", ")}.`,
    tags: [tag],
    parameters: parametersOf(route, described),
    ...(route.takes.body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(route.takes.body, "input") } },
          },
        }
      : {}),
    responses: responsesOf(route, described),
  };
}

/** A route's name in the table of what is said of it. */
export const routeName = ({ method, path }: Pick<ApiRoute, "method" | "path">) => `${method} ${path}`;

/** What webhooks are told: the body of every call, and each type of event. */
export type DescribedEvents = {
  readonly body: z.ZodType;
  readonly types: Readonly<
    Record<string, { readonly summary: string; readonly subject: string; readonly data: readonly string[] }>
  >;
};

function webhooksOf({ types }: DescribedEvents): Json {
  const one = (type: string, { summary, subject, data }: DescribedEvents["types"][string]): Json => {
    const own = {
      type: { const: type },
      subjectId: { description: `Of ${subject}.` },
      data: { properties: Object.fromEntries(data.map((name) => [name, {}])), required: data },
    };
    const schema = { allOf: [{ $ref: "#/components/schemas/Event" }], properties: own };
    return {
      post: {
        ...{ summary, requestBody: { required: true, content: { "application/json": { schema } } } },
        responses: { "2XX": { description: "Taken. Anything else is tried again for three days." } },
      },
    };
  };
  return Object.fromEntries(Object.entries(types).map(([type, said]) => [type, one(type, said)]));
}

const about = `Money is in integers of the currency's minor unit (\`…Minor\`), instants are ISO 8601 with offset, ids are opaque.
A POST with an \`Idempotency-Key\` is done once however often it is sent; a refusal (409) is not kept: sent again, it is tried anew. Errors are RFC 9457 problems. Lists give \`data\` and \`nextCursor\`.`;

/**
 * The OpenAPI 3.1 document of these routes and of what webhooks are told, at `serverUrl`, made of the very schemas they parse with. Throws when nothing is
 * said of a route: none is left out.
 */
export function openApiDocument(
  routes: readonly ApiRoute[],
  descriptions: Readonly<Record<string, Described>>,
  events: DescribedEvents,
  serverUrl: string,
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const described = descriptions[routeName(route)];
    if (!described) throw new Error(`nothing is said of ${routeName(route)}`);
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, described) };
  }
  const responses = Object.entries(everywhere).map(([status, codes]) => [status, ownResponse(status, codes)]);
  return {
    openapi: "3.1.0",
    info: { title: "Scrip API", version: "1", description: about },
    servers: [{ url: serverUrl }],
    security: [{ key: [] }],
    tags: [...new Set(routes.map(({ path }) => path.split("/")[1] ?? ""))].map((name) => ({ name })),
    paths,
    webhooks: webhooksOf(events),
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A key from the console: Settings, API keys." },
      },
      parameters: {
        IdempotencyKey: {
          name: "Idempotency-Key",
          in: "header",
          description: "1 to 255 printable ASCII characters. Kept for 48 hours.",
          schema: { type: "string", minLength: 1, maxLength: 255 },
        },
      },
      responses: Object.fromEntries(responses),
      schemas: { Problem: schemaOf(problem, "output"), Event: schemaOf(events.body, "output") },
    },
  };
}
