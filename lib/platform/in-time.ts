/** Something waited for: `late` is called when it takes too long. */
export type Wait = { readonly until: number; readonly late: () => void };

/**
 * The longest a request is waited for, in milliseconds. Each of its waits has an end of its own, but a slow database can
 * make many of them long, and a client gives up after ten seconds. What was begun may still be done: who asks again with
 * the same request id learns of it.
 */
const LONGEST = 5_000;
/** How often is looked for what is late: one timer for all, none for a request. */
const LOOK_MS = 100;

/** In the order they began, which is the order in which they are late. */
const waits = new Set<Wait>();
let timer: NodeJS.Timeout | null = null;

function look(): void {
  const now = performance.now();
  for (const wait of waits) {
    if (wait.until > now) return;
    waits.delete(wait);
    wait.late();
  }
  if (timer) clearInterval(timer);
  timer = null;
}

/** Has `late` called once, 5 s from now or up to 100 ms later, unless `endWait` comes before. It must not throw. */
export function beginWait(late: () => void): Wait {
  const wait = { until: performance.now() + LONGEST, late };
  waits.add(wait);
  timer ??= setInterval(look, LOOK_MS).unref();
  return wait;
}

/** Ends a wait; false when it was late already. */
export const endWait = (wait: Wait): boolean => waits.delete(wait);

/** What `work` comes to; throws what `late` makes if that takes longer than 5 s, and then takes no harm from it. */
export function inTime<T>(work: Promise<T>, late: () => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const wait = beginWait(() => reject(late()));
    work.then(
      (value) => {
        endWait(wait);
        resolve(value);
      },
      (error: unknown) => {
        endWait(wait);
        reject(error);
      },
    );
  });
}
