import { z } from "zod";

/** A sign-in as typed. Nothing about how a good password looks is said here: only the hash decides. */
export const signInInputSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(1000),
});
export type SignInInput = z.output<typeof signInInputSchema>;
