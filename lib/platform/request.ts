import { randomUUID } from "node:crypto";
import { headers } from "next/headers";

/** What is known of the request in hand. */
export type RequestFacts = {
  readonly requestId: string;
  /** The client's address as server.ts saw it; "unknown" on a host that does not tell. */
  readonly address: string;
  readonly userAgent: string;
  /** Path and query, for coming back after sign-in. */
  readonly path: string;
};

/** The facts of the current request; every call within it gives the same id where server.ts set one. */
export async function requestFacts(): Promise<RequestFacts> {
  const list = await headers();
  return {
    requestId: list.get("x-request-id") ?? randomUUID(),
    address: list.get("x-client-ip") ?? "unknown",
    userAgent: (list.get("user-agent") ?? "").slice(0, 300),
    path: list.get("x-pathname") ?? "/",
  };
}
