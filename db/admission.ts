import { PoolFault } from "@/db/faults";

type Waiter = {
  readonly since: number;
  readonly enter: () => void;
  readonly refuse: (why: PoolFault) => void;
};

/** How many may wait for each place. */
const WAITING_PER_PLACE = 4;
const WAIT_MS = 1_000;

/**
 * Lets at most `size` in at a time and `places` (four times as many, where it is left out) wait, first come first served,
 * at most a second (as `look` is called); who comes beyond is refused at once. A place that is given back goes to the one who has waited longest.
 */
export class Admission {
  taken = 0;
  refused = 0;
  readonly #waiting: Waiter[] = [];

  constructor(
    readonly size: number,
    /** Told of each who waited, in milliseconds, whether they then got in or not. */
    private readonly onWait: (ms: number) => void,
    private readonly places = size * WAITING_PER_PLACE,
  ) {}

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes a place, or throws POOL_FULL; null when there was one at once. Every entry asks for one `leave`. */
  enter(): Promise<void> | null {
    if (this.taken < this.size) {
      this.taken += 1;
      this.onWait(0);
      return null;
    }
    if (this.#waiting.length >= this.places) {
      this.refused += 1;
      throw new PoolFault("POOL_FULL", "too many wait for a connection to the database");
    }
    const since = performance.now();
    return new Promise<void>((enter, refuse) => this.#waiting.push({ since, enter, refuse }));
  }

  /** Gives a place back. */
  leave(): void {
    const next = this.#waiting.shift();
    if (!next) {
      this.taken -= 1;
      return;
    }
    this.onWait(performance.now() - next.since);
    next.enter();
  }

  /** Refuses those who have waited long enough by `now`. */
  look(now: number): void {
    while (this.#waiting[0] && now - this.#waiting[0].since >= WAIT_MS) {
      this.onWait(now - this.#waiting[0].since);
      this.#refuseFirst(new PoolFault("POOL_FULL", "no connection to the database became free in time"));
    }
  }

  /** Refuses all who wait. */
  clear(why: PoolFault): void {
    while (this.#waiting.length > 0) this.#refuseFirst(why);
  }

  #refuseFirst(why: PoolFault): void {
    this.refused += 1;
    this.#waiting.shift()?.refuse(why);
  }
}
