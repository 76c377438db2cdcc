import { db } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { setIdClock } from "@/lib/kernel/id";
import { log } from "@/lib/platform/log";

const EVERY_MS = 30_000;

/**
 * Has the ids of this process carry the database's time, from now on and looked at every 30 s, so that those of a machine
 * whose clock is wrong lie beside everybody's. While the database cannot be asked the process goes on counting by itself.
 */
export function keepIdClock(): void {
  const look = async () => {
    try {
      const asked = performance.now();
      const there = await databaseNow(db());
      const way = (performance.now() - asked) / 2;
      // The clock was read at some time of the way there and back.
      setIdClock(there.getTime() + way, way);
    } catch (err) {
      log.warn("the database's clock was not learned", { err });
    }
  };
  void look();
  setInterval(() => void look(), EVERY_MS).unref();
}
