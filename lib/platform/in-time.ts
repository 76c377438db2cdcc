/** Something waited for. */
export type Wait = {
  readonly until: number;
  /** Called when it takes too long; null once it is over. */
  late: (() => void) | null;
  before: Wait | null;
  after: Wait | null;
};

/**
 * The longest a request is waited for, in milliseconds. Each of its waits has an end of its own, but a slow database can
 * make many of them long, and a client gives up after ten seconds. What was begun may still be done: who asks again with
 * the same request id learns of it.
 */
const LONGEST = 5_000;
/** How often is looked for what is late: one timer for all, none for a request. */
const LOOK_MS = 100;

/*
 * All that is waited for, in the order it began, which is the order in which it is late. A list that lets go of what is taken
 * out of it: a Set that is added to and deleted from makes itself a new table every few hundred times, and the old ones,
 * which the collector leaves to its rare full rounds, hold on to each other and to every request that was in them.
 */
let first: Wait | null = null;
let last: Wait | null = null;
let timer: NodeJS.Timeout | null = null;

function takeOut(wait: Wait): void {
  const { before, after } = wait;
  if (before) before.after = after;
  else first = after;
  if (after) after.before = before;
  else last = before;
  wait.before = wait.after = wait.late = null;
}

function look(): void {
  const now = performance.now();
  for (let wait = first; wait !== null; wait = first) {
    if (wait.until > now) return;
    const { late } = wait;
    takeOut(wait);
    late?.();
  }
  if (timer) clearInterval(timer);
  timer = null;
}

/** Has `late` called once, 5 s from now or up to 100 ms later, unless `endWait` comes before. It must not throw. */
export function beginWait(late: () => void): Wait {
  const wait: Wait = { until: performance.now() + LONGEST, late, before: last, after: null };
  if (last) last.after = wait;
  else first = wait;
  last = wait;
  timer ??= setInterval(look, LOOK_MS).unref();
  return wait;
}

/** Ends a wait; false when it was over already. */
export function endWait(wait: Wait): boolean {
  if (wait.late === null) return false;
  takeOut(wait);
  return true;
}

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
