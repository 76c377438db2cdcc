import { z } from "zod";
import type { ActionResult } from "@/components/ui/action-result";

type FieldError = { path: string; code: string; message: string };

/** Refusals that are about one field, told at the field; params as lib/activities gives them, positions from 1. */
function fieldOf(code: string, params: Record<string, string | number | null>): string | null {
  switch (code) {
    case "code_taken":
      return "code";
    case "passwords_alike":
      return `rules.passwords.${Number(params.second) - 1}.password`;
    case "password_empty":
      return `rules.passwords.${Number(params.position) - 1}.password`;
    case "time_zone_fixed":
      return "timeZone";
    case "total_below_used":
      return "limits.total";
    default:
      return null;
  }
}

/** The action's answer with a refusal that has a field of its own turned into that field's error. */
export function withFieldRefusals<T>(result: ActionResult<T>, sent: unknown): ActionResult<T> {
  if (result.ok) return result;
  if (result.kind === "invalid") {
    const errors = result.errors.map(
      (error): FieldError => ({ ...error, path: error.path.replace(/^activity\./, "") }),
    );
    return { ...result, errors };
  }
  if (result.kind !== "refused") return result;
  const { code, params = {} } = result.refusal;
  const path = code === "coupon_not_usable" ? prizeWith(sent, params.couponId) : fieldOf(code, params);
  return path ? { ok: false, kind: "invalid", errors: [{ path, code, message: code }] } : result;
}

const sentSchema = z.object({
  activity: z.object({
    rules: z.object({
      passwords: z.array(z.object({ prizes: z.array(z.object({ couponId: z.string() })) })),
    }),
  }),
});

/** The first password of what was sent that gives this coupon. */
function prizeWith(sent: unknown, couponId: string | number | null | undefined): string | null {
  const passwords = sentSchema.safeParse(sent).data?.activity.rules.passwords ?? [];
  const at = passwords.findIndex((row) => row.prizes.some((prize) => prize.couponId === couponId));
  return at === -1 ? null : `rules.passwords.${at}.prizes`;
}
