/** Most keys of one go. */
const MOST = 500;

type Waiting<V> = {
  readonly key: string;
  readonly resolve: (value: V | null) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Answers the small questions of concurrent requests in few goes: one that comes alone is asked at once; those that come
 * while a go runs wait for the next, which asks for all of them together. So every answer is from a go that began after
 * its question did, never from one in flight or kept. A key that `ask` does not give is null; a go that fails, fails for
 * those it was for.
 */
export function gatherCalls<V>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (key: string) => Promise<V | null> {
  let queue: Waiting<V>[] = [];
  let isAsking = false;

  async function drain(): Promise<void> {
    isAsking = true;
    while (queue.length > 0) {
      const batch = queue.slice(0, MOST);
      queue = queue.slice(MOST);
      try {
        const found = await ask([...new Set(batch.map(({ key }) => key))]);
        for (const { key, resolve } of batch) resolve(found.get(key) ?? null);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    isAsking = false;
  }

  return (key) =>
    new Promise((resolve, reject) => {
      queue.push({ key, resolve, reject });
      if (!isAsking) void drain();
    });
}
