import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { listen } from "@/db/listen";
import { log } from "@/lib/platform/log";
import { onShutdown } from "@/lib/platform/shutdown";

/** What has changed, e.g. `activity:act_…`; `*` = anything may have, forget everything. */
export type Subject =
  | `activity:${string}`
  | `coupon:${string}`
  | `merchant:${string}`
  | `product:${string}`
  | `pack:${string}`;
type Listener = (subject: Subject | "*") => void;

const CHANNEL = "scrip_change";

type Feed = { readonly listeners: Set<Listener>; stop: (() => Promise<void>) | null };

declare global {
  var __scripChanges: Feed | undefined;
}

function feed(): Feed {
  globalThis.__scripChanges ??= { listeners: new Set(), stop: null };
  return globalThis.__scripChanges;
}

/**
 * Tells every process that `subject` has changed, at the moment this transaction commits and only if it does. For
 * staff's changes: the notice takes a lock of the whole database at commit, so no claim may send one.
 */
export async function noteChange(tx: Tx, subject: Subject): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${subject})`);
}

/**
 * Calls `listener` for every change any process notes, usually within milliseconds of the commit, and with `*` whenever
 * listening begins, at first and after a lost connection: then changes may have been missed. One connection per
 * process, whichever bundle asks. While the connection is lost nothing is told, so what is kept needs an end of its own.
 * The returned function ends the calls.
 */
export function onChange(listener: Listener): () => void {
  const { listeners } = feed();
  listeners.add(listener);
  start();
  return () => void listeners.delete(listener);
}

function start(): void {
  const at = feed();
  at.stop ??= listen(CHANNEL, {
    onMessage: (payload) => tell(payload as Subject),
    onBegin: () => tell("*"),
  });
  onShutdown("change feed", stopChangeFeed);
}

/** Ends listening; the next `onChange` begins it again. For shutdown and for tests. */
export async function stopChangeFeed(): Promise<void> {
  const { stop } = feed();
  feed().stop = null;
  await stop?.();
}

function tell(subject: Subject | "*"): void {
  for (const listener of feed().listeners) {
    try {
      listener(subject);
    } catch (err) {
      log.error("a change was not taken notice of", { err });
    }
  }
}
