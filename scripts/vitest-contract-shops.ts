import { sql } from "drizzle-orm";
import { makeApiKey } from "@/db/seed/factories";
import { makeTestPacks, type TestPacks } from "@/db/seed/test-packs";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";

export type Shop = TestWorld & { readonly packs: TestPacks; readonly key: string };

/** A merchant that the contract is tried with, with a key that may do everything. */
export async function makeShop(marker: string): Promise<Shop> {
  return await inTransaction(async (tx) => {
    const world = await makeTestWorld(tx, marker);
    const packs = await makeTestPacks(tx, world);
    return { ...world, packs, key: (await makeApiKey(tx, world.merchantId)).key };
  });
}

export type Json = { [name: string]: unknown } & { errors?: { path: string; code: string }[] };
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Json };
export type Ask = {
  readonly key: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};

/** Asks the API as a program does. A body that is a text is sent as it is. */
export async function askApi(method: string, path: string, { key, body, headers }: Ask): Promise<Answer> {
  const sent = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const response = await api.request(`/api/v1${path}`, {
    method,
    body: sent as string | undefined,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** What is sent to a route: its path, and its body where it takes one. */
export type Sent = readonly [path: string, body?: object];
export type Case = () => Sent | Promise<Sent>;

/** What is tried of a route, by status. Beside it stand what is the same of every route. */
export type Contract = {
  /** Good requests, each a new one whenever it is asked for. */
  readonly 200: Readonly<Record<string, Case>>;
  /** What is named in the body and is not there. */
  readonly 404?: Readonly<Record<string, Case>>;
  /** By the code of the refusal. */
  readonly 409?: Readonly<Record<string, Case>>;
  /** By the field that is named, or the code. */
  readonly 422?: Readonly<Record<string, Case>>;
};

/** What `ask` is answered while nothing can be read of keys: all at once, since each waits until the database is given up. */
export async function whileBusy<T>(asks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const isHeld = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const holding = inTransaction(async (tx) => {
    await tx.execute(sql`lock table api_key in access exclusive mode`);
    isHeld.resolve();
    await mayEnd.promise;
  });
  await isHeld.promise;
  const answers = await Promise.all(asks.map((ask) => ask()));
  mayEnd.resolve();
  await holding;
  return answers;
}
