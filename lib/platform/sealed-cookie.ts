import { cookies } from "next/headers";
import type { z } from "zod";
import { env } from "@/lib/platform/env";
import { cookieName, type SealedCookie, sealValue, unsealValue } from "@/lib/platform/sealed-value";

export type { SealedCookie };

/** Puts the value into the browser, encrypted, out of reach of scripts. Only in actions and route handlers. */
export async function writeSealedCookie<S extends z.ZodType>(cookie: SealedCookie<S>, value: z.input<S>) {
  (await cookies()).set(cookieName(cookie.name), sealValue(cookie, value), {
    httpOnly: true,
    secure: !env().INSECURE_COOKIES,
    sameSite: "lax",
    path: "/",
    maxAge: cookie.seconds,
  });
}

/** What the browser brings, or null: nothing, made elsewhere, touched, too old, or of another shape. */
export async function readSealedCookie<S extends z.ZodType>(
  cookie: SealedCookie<S>,
): Promise<z.output<S> | null> {
  return unsealValue(cookie, (await cookies()).get(cookieName(cookie.name))?.value);
}

/** Takes it out of the browser. */
export async function clearSealedCookie(cookie: SealedCookie<z.ZodType>): Promise<void> {
  (await cookies()).delete({ name: cookieName(cookie.name), path: "/", secure: !env().INSECURE_COOKIES });
}
