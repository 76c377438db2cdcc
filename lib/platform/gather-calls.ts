import { makeGatherer } from "@/lib/platform/coalesce";

/**
 * How long a question may have waited behind a go that could not have the database, to be asked in the next one, in
 * milliseconds: that one may wait for a connection for a second again, and a request is refused within 1.5 s (F-6).
 */
export const PATIENCE_MS = 400;

/**
 * Answers the small questions of concurrent requests in few goes: one that comes alone is asked at once; those that come
 * while a go runs wait for the next, which asks for all of them together. So every answer is from a go that began after
 * its question did, never from one in flight or kept. A key that `ask` does not give is null. Throws `busy` when too many
 * wait or for too long, above all behind a go that was `busy`.
 */
export function gatherCalls<V>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | null> {
  const { ask: gather } = makeGatherer<string, V | null>({
    name: "calls",
    patienceMs: PATIENCE_MS,
    run: async (keys) => {
      const found = await ask([...new Set(keys)]);
      return keys.map((key) => ({ value: found.get(key) ?? null }));
    },
  });
  return (key) => gather("", key);
}
