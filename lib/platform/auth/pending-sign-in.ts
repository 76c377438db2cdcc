import { z } from "zod";
import type { SealedCookie } from "@/lib/platform/sealed-cookie";

/** Somebody who typed the right password and is asked for their second factor: kept by their browser, and by nobody else. */
export const pendingSignIn = {
  name: "second-step",
  seconds: 600,
  schema: z.object({ staffId: z.string(), mark: z.string(), next: z.string() }),
} satisfies SealedCookie<z.ZodType>;

/** Recovery codes that were just made, until they are read: they are stored as hashes and can never be shown again. */
export const freshRecoveryCodes = {
  name: "recovery-codes",
  seconds: 600,
  schema: z.object({ codes: z.array(z.string()).max(20), next: z.string() }),
} satisfies SealedCookie<z.ZodType>;
