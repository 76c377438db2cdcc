import type { z } from "zod";
import { seal, unseal } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";

/** A short memory of one browser: what it holds, and for how many seconds. Nobody else can read or make one. */
export type SealedCookie<S extends z.ZodType> = {
  readonly name: string;
  readonly schema: S;
  readonly seconds: number;
};

/** What a cookie of ours is called in a browser. */
export const cookieName = (name: string) => `${env().INSECURE_COOKIES ? "" : "__Host-"}scrip.${name}`;

/** What a browser keeps of `value`, from now on. */
export function sealValue<S extends z.ZodType>(cookie: SealedCookie<S>, value: z.input<S>): string {
  const until = Date.now() + cookie.seconds * 1000;
  return seal(`cookie:${cookie.name}`, JSON.stringify({ until, value }));
}

/** What a browser brought, or null: nothing, made elsewhere, touched, too old, or of another shape. */
export function unsealValue<S extends z.ZodType>(
  cookie: SealedCookie<S>,
  sealed: string | undefined,
): z.output<S> | null {
  if (!sealed) return null;
  try {
    const { until, value }: { until?: unknown; value?: unknown } = JSON.parse(
      unseal(`cookie:${cookie.name}`, sealed),
    );
    const parsed = cookie.schema.safeParse(value);
    return parsed.success && Number(until) > Date.now() ? parsed.data : null;
  } catch {
    return null;
  }
}

/** A `Set-Cookie` header for a text of ours, out of reach of scripts. */
export function setCookie(name: string, text: string, seconds: number): string {
  const secure = env().INSECURE_COOKIES ? "" : "; Secure";
  return `${cookieName(name)}=${text}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** The value of a cookie of ours in a `Cookie` header; undefined where there is none. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const wanted = `${cookieName(name)}=`;
  for (const part of header?.split(";") ?? []) {
    const pair = part.trim();
    if (pair.startsWith(wanted)) return pair.slice(wanted.length);
  }
  return undefined;
}
