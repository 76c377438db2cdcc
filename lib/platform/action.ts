import { notFound, unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { isFitText } from "@/lib/kernel/fit-text";
import type { Refusal, Result } from "@/lib/kernel/result";
import { type Merchant, requireSession, requireStaff, type StaffSession } from "@/lib/platform/auth/gates";
import type { Capability } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { type FieldError, fieldErrors } from "@/lib/platform/field-errors";
import { type FormAnswer, refusalWords } from "@/lib/platform/form-answer";

/** What a console action answers. A bug is thrown, logged once and opaque to the client. */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly ok: false; readonly kind: "invalid"; readonly errors: readonly FieldError[] }
  | { readonly ok: false; readonly kind: "denied" | "not_signed_in" | "not_found" | "busy" };

/** What every console action is called with: where the caller stands, and the form. */
export type ActionCall = {
  readonly merchant: string;
  readonly store?: string | null;
  readonly input: unknown;
};

type Work<S extends z.ZodType, T> = (request: {
  readonly scope: Scope;
  readonly merchant: Merchant;
  readonly input: z.output<S>;
}) => Promise<Result<T>>;

/** Refuses what is nested deeper than any form of ours, and texts that the database cannot hold, wherever they stand. */
function checkFit(value: unknown, depth = 0): void {
  if (typeof value === "string" && !isFitText(value))
    throw new AppError("malformed", "a text holds a NUL or half a character", { reason: "unfit_text" });
  if (typeof value !== "object" || value === null) return;
  if (depth > 20) throw new AppError("malformed");
  for (const [name, part] of Object.entries(value)) {
    checkFit(name);
    checkFit(part, depth + 1);
  }
}

function callOf(argument: unknown): ActionCall {
  const call = argument as Partial<ActionCall> | null;
  const store = call?.store ?? null;
  if (typeof call?.merchant !== "string" || (store !== null && typeof store !== "string")) {
    throw new AppError("malformed");
  }
  for (const part of [call.merchant, store, call.input]) checkFit(part);
  return { merchant: call.merchant, store, input: call.input };
}

/** A caller's fault as an answer; anything else is thrown on. The page's own control flow passes untouched. */
function answerFault<T>(error: unknown): ActionResult<T> {
  unstable_rethrow(error);
  if (!(error instanceof AppError)) throw error;
  if (error.code === "malformed") {
    const { reason } = error.detail;
    // The answer to an earlier try was lost, and what was asked has been changed since; or a text has to be typed anew.
    if (reason === "key_reused" || reason === "unfit_text")
      return { ok: false, kind: "refused", refusal: { code: reason } };
    return {
      ok: false,
      kind: "invalid",
      errors: [{ path: error.detail.path ?? "", code: "malformed", message: error.message }],
    };
  }
  if (error.detail.reason === "preview") {
    return { ok: false, kind: "refused", refusal: { code: "preview_only" } };
  }
  return { ok: false, kind: error.code === "forbidden" ? "denied" : error.code };
}

/**
 * A server action of the console: gate first, then parse, then one use case. The gate decides from the place the
 * caller names, never from the input.
 */
export function staffAction<S extends z.ZodType, T>(
  options: { readonly capability: Capability; readonly input: S },
  work: Work<S, T>,
): (argument: ActionCall) => Promise<ActionResult<T>> {
  return async (argument) => {
    try {
      const call = callOf(argument);
      const { scope, merchant } = await requireStaff(call, options.capability);
      const parsed = options.input.safeParse(call.input);
      if (!parsed.success) return { ok: false, kind: "invalid", errors: fieldErrors(parsed.error) };
      const result = await work({ scope, merchant, input: parsed.data });
      return result.ok ? result : { ok: false, kind: "refused", refusal: result.refusal };
    } catch (error) {
      return answerFault(error);
    }
  };
}

/** A server action about the signed-in person themselves, wherever they work: gate first, then parse, then one use case. */
export function accountAction<S extends z.ZodType, T>(
  options: { readonly input: S },
  work: (request: { readonly session: StaffSession; readonly input: z.output<S> }) => Promise<Result<T>>,
): (argument: ActionCall) => Promise<ActionResult<T>> {
  return async (argument) => {
    try {
      const call = callOf(argument);
      const session = await requireSession();
      const parsed = options.input.safeParse(call.input);
      if (!parsed.success) return { ok: false, kind: "invalid", errors: fieldErrors(parsed.error) };
      const result = await work({ session, input: parsed.data });
      return result.ok ? result : { ok: false, kind: "refused", refusal: result.refusal };
    } catch (error) {
      return answerFault(error);
    }
  };
}

/**
 * Answers a native form: what `work` says, or the words of a caller's fault. A merchant or activity that does not exist
 * is the not-found page; `values` is what was typed; a bug is thrown, logged once and opaque.
 */
export async function answerForm(
  work: () => Promise<FormAnswer>,
  values: FormAnswer["values"] = {},
): Promise<FormAnswer> {
  try {
    return await work();
  } catch (error) {
    unstable_rethrow(error);
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") notFound();
    return { error: await refusalWords({ code: error.code }, "UTC"), values };
  }
}
