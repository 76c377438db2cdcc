import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

type Listening = {
  /** A message sent on the channel. */
  readonly onMessage: (payload: string) => void;
  /** Called whenever listening begins, also again after a loss: what was sent in between is not known. */
  readonly onBegin: () => void;
};

/** How often a connection that is silent is asked whether it still lives, and how long it may take to say so. */
const ASK_MS = 15_000;
const ANSWER_MS = 5_000;

/**
 * Listens on `channel` on one connection of its own, and begins again by itself, after 0.1 to 5 seconds, when that is
 * lost or gives no sign of life. The returned function ends it. It never throws: a database that cannot be reached is
 * waited for.
 */
export function listen(channel: string, listening: Listening): () => Promise<void> {
  const end = new AbortController();
  const running = keepListening(channel, listening, end.signal);
  return async () => {
    end.abort();
    await running;
  };
}

async function keepListening(channel: string, listening: Listening, end: AbortSignal): Promise<void> {
  for (let losses = 0; !end.aborted; losses += 1) {
    const lost = new AbortController();
    const sql = connect(listening.onMessage, () => lost.abort());
    try {
      await inTime(sql.unsafe(`listen "${channel}"`));
      losses = 0;
      listening.onBegin();
      await untilLost(sql, AbortSignal.any([lost.signal, end]));
    } catch (err) {
      if (losses === 0) log.warn("the database tells no changes; trying again", { err });
    }
    await Promise.race([sql.end({ timeout: 0 }).catch(() => undefined), sleep(1000, null, { ref: false })]);
    const pause = Math.min(5000, 100 * 2 ** losses) * (0.5 + Math.random() / 2);
    await sleep(pause, null, { signal: end, ref: false }).catch(() => undefined);
  }
}

function connect(onMessage: (payload: string) => void, onLost: () => void): postgres.Sql {
  const { DATABASE_DIRECT_URL, DATABASE_URL } = env();
  const options = {
    max: 1,
    connect_timeout: 5,
    idle_timeout: 0,
    max_lifetime: 0,
    fetch_types: false,
    onnotice: () => undefined,
    onclose: onLost,
    // Not in the driver's types: its own `listen` is made of it, which never notices a connection that went silent.
    onnotify: (_channel: string, payload: string) => onMessage(payload),
    connection: { application_name: "scrip-listen" },
  };
  return postgres(DATABASE_DIRECT_URL ?? DATABASE_URL, options);
}

async function untilLost(sql: postgres.Sql, lost: AbortSignal): Promise<void> {
  while (!lost.aborted) {
    await sleep(ASK_MS, null, { signal: lost, ref: false }).catch(() => undefined);
    if (!lost.aborted) await inTime(sql.unsafe("select 1"));
  }
}

async function inTime(asked: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  const timeout = sleep(ANSWER_MS, null, { signal: late.signal, ref: false }).then(() => {
    throw new Error("no answer from the listening connection");
  });
  timeout.catch(() => undefined);
  try {
    await Promise.race([asked, timeout]);
  } finally {
    late.abort();
  }
}
