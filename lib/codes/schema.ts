import { z } from "zod";

/** A code as it is typed; longer texts can be no code of ours. */
export const typedCodeSchema = z.string().trim().min(1).max(100);

/** How often a code that does not work may be typed (S-14): by a member in a minute and in a day, from an address in a minute. */
export const WRONG_CODE_LIMITS = {
  memberPerWindow: { limit: 5, minutes: 1 },
  memberPerDay: { limit: 30, minutes: 24 * 60 },
  address: { limit: 20, minutes: 1 },
} as const;
