/**
 * Does one piece of work at a time: a new one takes the place of the one that runs, which then gives nothing any more, whichever
 * of them ends last. `run` gives null where the work was stopped, or another took its place.
 */
export function oneAtATime() {
  let running: AbortController | null = null;
  const stop = () => {
    running?.abort();
    running = null;
  };
  return {
    stop,
    async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
      stop();
      const mine = new AbortController();
      running = mine;
      const done = await work(mine.signal);
      if (running !== mine) return null;
      running = null;
      return done;
    },
  };
}
