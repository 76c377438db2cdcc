/** Whose fault it is, in the five ways a caller can be wrong or we can be too busy. */
export type AppErrorCode = "not_signed_in" | "forbidden" | "not_found" | "malformed" | "busy";

/** A caller's fault, or a service that must be tried later; mapped to an answer in action.ts and api-route.ts only. */
export class AppError extends Error {
  constructor(
    readonly code: AppErrorCode,
    message: string = code,
    readonly detail: Readonly<Record<string, string>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "AppError";
  }

  /**
   * server.ts and Next bundle this class separately, and what lives once per process (a gatherer, the pool) throws one
   * bundle's errors at the other's callers: what counts is the name, not whose copy of the class made it.
   */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "AppError" && "code" in value;
  }
}
