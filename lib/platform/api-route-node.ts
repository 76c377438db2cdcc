import type { IncomingMessage, ServerResponse } from "node:http";
import { incomplete, parseJson } from "@/lib/platform/api-body";
import { type ApiAnswer, problemAnswer } from "@/lib/platform/api-problem";
import { type ApiRoute, faultOf } from "@/lib/platform/api-route";
import { log } from "@/lib/platform/log";
import {
  bringsPlainJson,
  hasPlainHost,
  readPlainText,
  sendAnswer,
  timesGiven,
} from "@/lib/platform/plain-request";

type Mounted = { readonly route: ApiRoute; readonly names: readonly string[] };

/** Routes by their method and path, in which `:` stands for every id. */
export type RouteTable = ReadonlyMap<string, Mounted>;

/** A request for a route that Node's server can answer by itself. */
export type RouteCall = { readonly route: ApiRoute; readonly params: Readonly<Record<string, string>> };

/** A word of a path that is an id; no route has a word of its own that looks like one. */
const idWord = /\/([a-z]{3}_[0-9a-z]{1,40})(?=\/|$)/g;

/** As much of a body as Node holds of its own accord while nobody reads it: what nobody's key was looked at for. */
const MOST_BYTES = 64 * 1024;

/** The table of `routes`, whose paths begin after `base`. */
export function routeTable(base: string, routes: readonly ApiRoute[]): RouteTable {
  return new Map(
    routes.map((route) => {
      const names = [...route.path.matchAll(/:(\w+)/g)].flatMap(([, name]) => name ?? []);
      return [`${route.method} ${base}${route.path.replace(/:\w+/g, ":")}`, { route, names }];
    }),
  );
}

/**
 * The call that a request is, if all about it is as programs send it: ids in its path and no query, JSON of a declared
 * length up to 64 kB where the route takes any and no body elsewhere, at most one key, a plain host. Null for every other
 * request: Hono has that one answered by the same route, or refused.
 */
export function routeCall(req: IncomingMessage, table: RouteTable): RouteCall | null {
  const { method, url = "" } = req;
  const ids: string[] = [];
  const shape = url.replace(idWord, (_, id: string) => {
    ids.push(id);
    return "/:";
  });
  const mounted = table.get(`${method} ${shape}`);
  if (mounted?.names.length !== ids.length) return null;
  const { route, names } = mounted;
  const isPlain = route.takes.body ? bringsPlainJson(req, MOST_BYTES) : bringsNothing(req);
  if (!isPlain || !hasPlainHost(req) || timesGiven(req, "authorization") > 1) return null;
  return { route, params: Object.fromEntries(names.map((name, i) => [name, ids[i] ?? ""])) };
}

const bringsNothing = ({ headers }: IncomingMessage) =>
  Number(headers["content-length"] ?? 0) === 0 && headers["transfer-encoding"] === undefined;

/**
 * Answers a call straight from and to Node's server (plain-request.ts). Same route, same limits, same headers, same bytes
 * as by Hono (lib/api-twins.db.test.ts).
 */
export function answerRouteCall(
  { route, params }: RouteCall,
  req: IncomingMessage,
  res: ServerResponse,
  requestId: string,
): void {
  const { authorization, "idempotency-key": key, "x-client-ip": address } = req.headers;
  // Who brings nobody's key is told so before the body is there, and a body that does not come is waited for no longer
  // than all else.
  const text = new Promise<string | null>((resolve) => readPlainText(req, resolve, () => resolve(null)));
  const asked = {
    ...{ requestId, authorization, params, query: {} },
    idempotencyKey: typeof key === "string" ? key : undefined,
    address: typeof address === "string" ? address : undefined,
    json: async () => {
      const whole = await text;
      if (whole === null) throw incomplete();
      return parseJson(whole);
    },
  };
  const send = (answer: ApiAnswer) => sendAnswer(res, requestId, answer);
  void route
    .answer(asked)
    .then(send)
    .catch((error: unknown) => {
      log.error("API request failed", { requestId, status: 500, err: error });
      send(problemAnswer(faultOf(error), requestId));
    });
}
