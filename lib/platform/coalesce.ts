import { AppError } from "@/lib/kernel/app-error";
import { perProcess } from "@/lib/platform/per-process";
import { onShutdown } from "@/lib/platform/shutdown";

/** What became of one item of a group: its answer, or what to throw at who asked. */
export type Outcome<O> = { readonly value: O } | { readonly error: unknown };

export type GatherOptions<I, O> = {
  /** Names the gatherer in the process. */
  readonly name: string;
  /** Answers a group: one outcome for each item, in their order. */
  readonly run: (items: readonly I[]) => Promise<readonly Outcome<O>[]>;
  /** Items of one subject (a member) are never in one group, nor at work at once; left out, all may be. */
  readonly subjectOf?: (item: I) => string;
  /**
   * Most items in a group and, the same again, waiting; beyond that who asks is told `busy`. From half of it on a subject
   * is that has `EACH_WAITING` waiting, so that one that asks without end leaves room for the others.
   */
  readonly max?: number;
  /** Who waited this long in the queue is told `busy` and is not run. */
  readonly deadlineMs?: number;
  /**
   * The first of a group goes when this turn of the event loop is over, with whatever else came in the same turn; left
   * out, it goes before anything else happens.
   */
  readonly byTurn?: boolean;
  /** Most groups of one key at work at once; 1 unless said otherwise. */
  readonly width?: (key: string) => number;
  /** So many wait before a group is sent beside one that is at work: a small one costs more than it gains. */
  readonly enough?: number;
  /** As `deadlineMs`, for who waits behind a group that was told `busy`; left out, the same. */
  readonly patienceMs?: number;
};

type Waiting<I, O> = {
  readonly item: I;
  readonly since: number;
  readonly resolve: (value: O) => void;
  readonly reject: (error: unknown) => void;
};

type Lane<I, O> = {
  /** Groups at work, and how many items they are. */
  running: number;
  atWork: number;
  /** A group is sent when this turn of the event loop is over. */
  isSending: boolean;
  queue: Waiting<I, O>[];
  /** Subjects at work. */
  readonly subjects: Set<string>;
  /** How many items of each subject wait. */
  readonly waiting: Map<string, number>;
};

/** Most items of one subject that wait in a queue which is half full. */
export const EACH_WAITING = 8;

export type Gatherer<I, O> = {
  /** Answers `item`, together with what else is asked of `key` while the group before it runs. */
  readonly ask: (key: string, item: I) => Promise<O>;
  /** How many wait or run now. */
  readonly size: () => number;
  /** Resolves when everything that was asked is answered. */
  readonly drain: () => Promise<void>;
};

/**
 * Gathers what is asked of one key while the group before it runs, and answers it as one group. No timer: a lone
 * request goes at once. As many groups of a key at work as `width` says; items in the order they came; a queue of at
 * most `max`, then `busy`; an item past its deadline is told `busy` and never run. A group that fails as a whole is run
 * again one by one, so that one bad item does not sink the others; when the database is out of reach (`busy`) it is not,
 * and all are told so.
 */
export function gatherer<I, O>(options: GatherOptions<I, O>): Gatherer<I, O> {
  return perProcess(`gatherer:${options.name}`, () => {
    const made = makeGatherer(options);
    onShutdown(`gatherer:${options.name}`, made.drain);
    return made;
  });
}

const isBusy = (error: unknown) => error instanceof AppError && error.code === "busy";
const wasBusy = (outcome: Outcome<unknown>) => "error" in outcome && isBusy(outcome.error);

/** As `gatherer`, of its own: for tests. */
export function makeGatherer<I, O>(options: GatherOptions<I, O>): Gatherer<I, O> {
  const { run, subjectOf, max = 500, deadlineMs = 3000, patienceMs = deadlineMs } = options;
  const { byTurn = false, width = () => 1, enough = 8 } = options;
  const lanes = new Map<string, Lane<I, O>>();
  let size = 0;
  let idle: (() => void)[] = [];

  const settle = (waiting: Waiting<I, O>, outcome: Outcome<O> | undefined) => {
    size--;
    if (outcome && "value" in outcome) waiting.resolve(outcome.value);
    else
      waiting.reject(outcome ? outcome.error : new Error("a group answered fewer items than it was asked"));
  };

  const attempt = async (group: readonly Waiting<I, O>[]): Promise<readonly Outcome<O>[]> => {
    if (group.length === 0) return [];
    try {
      return await run(group.map(({ item }) => item));
    } catch (error) {
      if (group.length === 1 || isBusy(error)) return group.map(() => ({ error }));
      const outcomes: Outcome<O>[] = [];
      for (const one of group) outcomes.push(...(await attempt([one])));
      return outcomes;
    }
  };

  // Groups that may be at work beside each other share what there is: one that took it all would leave the others idle.
  const shareOf = (key: string, lane: Lane<I, O>) =>
    Math.min(max, Math.max(enough, Math.ceil((lane.queue.length + lane.atWork) / width(key))));

  const isGreedy = (lane: Lane<I, O>, subject: string) =>
    lane.queue.length * 2 >= max && (lane.waiting.get(subject) ?? 0) >= EACH_WAITING;

  const count = ({ waiting }: Lane<I, O>, subject: string, change: 1 | -1) => {
    const left = (waiting.get(subject) ?? 0) + change;
    if (left > 0) waiting.set(subject, left);
    else waiting.delete(subject);
  };

  const next = (key: string, lane: Lane<I, O>, longest = deadlineMs): Waiting<I, O>[] => {
    const most = shareOf(key, lane);
    const group: Waiting<I, O>[] = [];
    const later: Waiting<I, O>[] = [];
    // Who has to wait holds back what comes after of the same subject.
    const held = new Set(lane.subjects);
    const now = performance.now();
    for (const waiting of lane.queue) {
      const subject = subjectOf?.(waiting.item);
      const isLate = now - waiting.since > longest;
      if (!isLate && (group.length >= most || (subject !== undefined && held.has(subject)))) {
        later.push(waiting);
        continue;
      }
      if (subject !== undefined) count(lane, subject, -1);
      if (isLate) settle(waiting, { error: new AppError("busy") });
      else {
        group.push(waiting);
        if (subject !== undefined) {
          held.add(subject);
          lane.subjects.add(subject);
        }
      }
    }
    lane.queue = later;
    lane.atWork += group.length;
    return group;
  };

  const release = (lane: Lane<I, O>, group: readonly Waiting<I, O>[]) => {
    lane.atWork -= group.length;
    if (subjectOf) for (const { item } of group) lane.subjects.delete(subjectOf(item));
  };

  const rest = (key: string, lane: Lane<I, O>) => {
    if (lane.running === 0 && lane.queue.length === 0 && !lane.isSending) lanes.delete(key);
    if (size === 0) for (const done of idle.splice(0)) done();
  };

  // Groups follow each other for as long as enough wait. The next is on its way before the answers of the one before
  // are handed out: handing out takes this process as long as a group takes the database.
  const work = async (key: string, lane: Lane<I, O>): Promise<void> => {
    lane.running++;
    let group = next(key, lane);
    let answer = attempt(group);
    while (group.length > 0) {
      const outcomes = await answer;
      release(lane, group);
      const longest = outcomes.some(wasBusy) ? patienceMs : deadlineMs;
      const following = lane.running === 1 || lane.queue.length >= enough ? next(key, lane, longest) : [];
      answer = attempt(following);
      for (const [at, waiting] of group.entries()) settle(waiting, outcomes[at]);
      group = following;
    }
    lane.running--;
    rest(key, lane);
  };

  // A group goes when this turn is over, with all that came in it.
  const send = (key: string, lane: Lane<I, O>) => {
    lane.isSending = true;
    setImmediate(() => {
      lane.isSending = false;
      const mayGo = lane.running === 0 || (lane.running < width(key) && lane.queue.length >= enough);
      if (mayGo && lane.queue.length > 0) void work(key, lane);
      else rest(key, lane);
    });
  };

  return {
    ask: (key, item) =>
      new Promise((resolve, reject) => {
        const lane: Lane<I, O> = lanes.get(key) ?? {
          running: 0,
          atWork: 0,
          isSending: false,
          queue: [],
          subjects: new Set(),
          waiting: new Map(),
        };
        const subject = subjectOf?.(item);
        if (lane.queue.length >= max || (subject !== undefined && isGreedy(lane, subject))) {
          reject(new AppError("busy"));
          return;
        }
        lanes.set(key, lane);
        if (subject !== undefined) count(lane, subject, 1);
        size++;
        lane.queue.push({ item, since: performance.now(), resolve, reject });
        if (lane.isSending) return;
        if (lane.running === 0) void (byTurn ? send : work)(key, lane);
        else if (lane.queue.length >= enough && lane.running < width(key)) send(key, lane);
      }),
    size: () => size,
    drain: () =>
      size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idle = [...idle, resolve];
          }),
  };
}
