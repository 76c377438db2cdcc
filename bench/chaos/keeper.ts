import { setTimeout as sleep } from "node:timers/promises";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { Late } from "@/bench/chaos/wait";
import { testScope } from "@/db/seed/factories";
import { addStock } from "@/lib/activities/add-stock";
import { AppError } from "@/lib/kernel/app-error";

const ADD = 5;

/** A merchant who adds to a pool's inventory while members claim, and asks again, with the same request, when told to. */
export class Keeper {
  /** What is surely added by now. */
  added = 0;
  #requestId: string | null = null;
  #isAsking = false;

  constructor(
    private readonly stage: Stage,
    private readonly poolId: string,
  ) {}

  /** Adds once, or asks again what became of the last time; false = nobody knows yet. */
  async add(): Promise<boolean> {
    if (this.#isAsking) return false;
    this.#isAsking = true;
    this.#requestId ??= newRequestId();
    const request = { requestId: this.#requestId, poolId: this.poolId, add: ADD };
    try {
      await addStock(testScope(this.stage.world.merchantId), request);
    } catch (error) {
      if (error instanceof AppError && error.code === "busy") return false;
      throw error;
    } finally {
      this.#isAsking = false;
    }
    this.#requestId = null;
    this.added += ADD;
    return true;
  }

  /** Until nothing is unknown; throws `Late` after half a minute. */
  async settle(): Promise<void> {
    for (const deadline = performance.now() + 30_000; this.#requestId !== null; await sleep(100)) {
      if (await this.add()) return;
      if (performance.now() > deadline) throw new Late("what became of an addition of stock: nobody says");
    }
  }
}
