import { unstable_rethrow } from "next/navigation";

/** Waits between tries of a request that got no answer. */
const PAUSES = [1000, 2000, 4000, 8000];

/**
 * The answer of `ask`, asked again while there is none; null where that was given up. What it asks carries its request
 * id, so that it counts once however often it is sent. Where the answer leads elsewhere, this does not come back.
 */
export async function askUntilAnswered<Answer>(
  ask: () => Promise<Answer>,
  tellLost: (isLost: boolean) => void,
): Promise<Answer | null> {
  for (const pause of [...PAUSES, null]) {
    try {
      return await ask();
    } catch (error) {
      unstable_rethrow(error);
      if (pause === null) return null;
      tellLost(true);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  return null;
}
