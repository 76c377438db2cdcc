import { z } from "zod";
import type { ApiRoute } from "@/lib/platform/api-route";
import { keyScopesWith } from "@/lib/platform/auth/permissions";

/** What the document says of a route beside what the route says of itself. */
export type Described = {
  /** What it does, in a few words. */
  readonly summary: string;
  /** What it answers with 200. */
  readonly answer: z.ZodType;
};

type Json = { readonly [name: string]: unknown };

/** A schema as OpenAPI 3.1 takes it: JSON Schema 2020-12. What cannot be said in it (a rule over several fields) is left out. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any", cycles: "throw" });
  return json;
}

const problem = {
  type: "object",
  required: ["type", "title", "status", "code", "detail", "requestId"],
  properties: {
    type: { type: "string", examples: ["urn:scrip:problem:sold_out"] },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string", description: "Stable; programs decide by it." },
    detail: { type: "string", description: "For people who read logs." },
    requestId: { type: "string", description: "Name it when you ask us about it." },
    errors: {
      type: "array",
      description: "What of the request is wrong, and where; with 422.",
      items: {
        type: "object",
        required: ["path", "code", "message"],
        properties: { path: { type: "string" }, code: { type: "string" }, message: { type: "string" } },
      },
    },
  },
  additionalProperties: { description: "The parameters of a refusal." },
};

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

const statusesOf = ({ method, path, takes }: ApiRoute) => [
  ...(takes.body ? ["400", "413", "415"] : []),
  ...["401", "403"],
  ...(path.includes(":") || takes.body ? ["404"] : []),
  ...(method === "GET" ? [] : ["409"]),
  ...["422", "429", "500", "503"],
];

const rateHeaders = {
  "RateLimit-Limit": { description: "Requests a minute.", schema: { type: "integer" } },
  "RateLimit-Remaining": { description: "Left of them.", schema: { type: "integer" } },
  "RateLimit-Reset": { description: "Seconds until they are all there again.", schema: { type: "integer" } },
};

function responsesOf(route: ApiRoute, { answer }: Described): Json {
  const replayed = {
    "Idempotent-Replayed": {
      description: "`true`: nothing was done now; this is the first answer to this `Idempotency-Key`.",
      schema: { type: "string" },
    },
  };
  const content = { "application/json": { schema: schemaOf(answer, "output") } };
  const headers = { ...rateHeaders, ...(route.method === "POST" ? replayed : {}) };
  const faults = statusesOf(route).map((status) => [status, { $ref: `#/components/responses/${status}` }]);
  return { 200: { description: "Done.", headers, content }, ...Object.fromEntries(faults) };
}

function parametersOf({ method, path, takes }: ApiRoute): Json[] {
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
  const key = method === "POST" ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : [];
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
    parameters: parametersOf(route),
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

const about = `Money is in integers of the currency's minor unit (\`…Minor\`), instants are ISO 8601 with offset, ids are opaque.
A POST with an \`Idempotency-Key\` is done once however often it is sent. Errors are RFC 9457 problems. Lists give \`data\` and \`nextCursor\`.`;

/**
 * The OpenAPI 3.1 document of these routes at `serverUrl`, made of the very schemas they parse with. Throws when nothing is
 * said of a route: none is left out.
 */
export function openApiDocument(
  routes: readonly ApiRoute[],
  descriptions: Readonly<Record<string, Described>>,
  serverUrl: string,
): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const described = descriptions[routeName(route)];
    if (!described) throw new Error(`nothing is said of ${routeName(route)}`);
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, described) };
  }
  const responses = Object.entries(said).map(([status, description]) => [
    status,
    {
      description,
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return {
    openapi: "3.1.0",
    info: { title: "Scrip API", version: "1", description: about },
    servers: [{ url: serverUrl }],
    security: [{ key: [] }],
    tags: [...new Set(routes.map(({ path }) => path.split("/")[1] ?? ""))].map((name) => ({ name })),
    paths,
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
      schemas: { Problem: problem },
    },
  };
}
