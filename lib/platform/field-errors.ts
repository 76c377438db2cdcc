import type { z } from "zod";

/** One thing wrong with what was sent: where, a stable code, and words for a developer. */
export type FieldError = { readonly path: string; readonly code: string; readonly message: string };

/** Zod's findings as field errors; `message` of a custom issue is its code. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.slice(0, 100).map((issue) => ({
    path: issue.path.join("."),
    code: issue.code === "custom" ? issue.message : issue.code,
    message: issue.message,
  }));
}
