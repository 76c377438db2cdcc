import { setTimeout as sleep } from "node:timers/promises";

/** Something did not come true in the time it had. */
export class Late extends Error {
  override name = "Late";
}

/** Asks again and again until the answer is true; returns after how many milliseconds, or throws `Late` after `withinMs`. */
export async function until(
  what: string,
  withinMs: number,
  isTrue: () => boolean | Promise<boolean>,
  everyMs = 50,
): Promise<number> {
  const start = performance.now();
  while (!(await isTrue())) {
    if (performance.now() - start > withinMs) throw new Late(`${what}: not within ${seconds(withinMs)}`);
    await sleep(everyMs);
  }
  return performance.now() - start;
}

/** Whether it comes true in time. */
export async function isSo(withinMs: number, isTrue: () => Promise<boolean>, everyMs = 20): Promise<boolean> {
  return await until("it", withinMs, isTrue, everyMs).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Late) return false;
      throw error;
    },
  );
}

/** The promise's value, or `Late` when it does not settle in time; what it does afterwards is nobody's concern. */
export async function within<T>(what: string, withinMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Late(`${what}: not within ${seconds(withinMs)}`)), withinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds in words. */
export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
