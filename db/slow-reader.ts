import { connect, type Socket } from "node:net";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Db } from "@/db/client";
import { env } from "@/lib/platform/env";

type Address = {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false;
};

/** How long after its statement's end a server may stay silent before it is taken for lost. */
const SILENCE_MS = 5_000;

/** A socket that ends when nothing is heard on it for so long: the driver would wait for ever where the network froze. */
function dial({ host: [host = "localhost"], port: [port = 5432], path }: Address, silenceMs: number): Socket {
  const socket = path ? connect(path) : connect({ host, port, noDelay: true });
  socket.setTimeout(silenceMs, () => socket.destroy());
  // What the driver puts on its own sockets and looks for when it asks for TLS.
  return path ? socket : Object.assign(socket, { host, port });
}

/**
 * Lends a connection of its own for long reads, outside of the pool that requests wait for: each statement may take
 * `statementMs`, by the server's clock, and five seconds longer by ours; then `work` fails. The connection is read-only
 * and closed afterwards, however `work` ends.
 */
export async function withSlowReader<T>(statementMs: number, work: (reader: Db) => Promise<T>): Promise<T> {
  const options = {
    max: 1,
    // As db/connection.ts: not in the driver's types.
    socket: (address: Address) => dial(address, statementMs + SILENCE_MS),
    connect_timeout: 10,
    prepare: false,
    onnotice: () => undefined,
    connection: {
      application_name: "scrip-slow",
      statement_timeout: statementMs,
      default_transaction_read_only: true,
    },
  };
  const sql = postgres(env().DATABASE_DIRECT_URL ?? env().DATABASE_URL, options);
  try {
    return await work(drizzle(sql));
  } finally {
    await sql.end({ timeout: 1 });
  }
}
