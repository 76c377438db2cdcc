import { cookies } from "next/headers";
import type { z } from "zod";
import { seal, unseal } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";

/** A short memory of one browser: what it holds, and for how many seconds. Nobody else can read or make one. */
export type SealedCookie<S extends z.ZodType> = {
  readonly name: string;
  readonly schema: S;
  readonly seconds: number;
};

const nameOf = (name: string) => `${env().INSECURE_COOKIES ? "" : "__Host-"}scrip.${name}`;

/** Puts the value into the browser, encrypted, out of reach of scripts. Only in actions and route handlers. */
export async function writeSealedCookie<S extends z.ZodType>(cookie: SealedCookie<S>, value: z.input<S>) {
  const until = Date.now() + cookie.seconds * 1000;
  (await cookies()).set(
    nameOf(cookie.name),
    seal(`cookie:${cookie.name}`, JSON.stringify({ until, value })),
    {
      httpOnly: true,
      secure: !env().INSECURE_COOKIES,
      sameSite: "lax",
      path: "/",
      maxAge: cookie.seconds,
    },
  );
}

/** What the browser brings, or null: nothing, made elsewhere, touched, too old, or of another shape. */
export async function readSealedCookie<S extends z.ZodType>(
  cookie: SealedCookie<S>,
): Promise<z.output<S> | null> {
  const sealed = (await cookies()).get(nameOf(cookie.name))?.value;
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

/** Takes it out of the browser. */
export async function clearSealedCookie(cookie: SealedCookie<z.ZodType>): Promise<void> {
  (await cookies()).delete({ name: nameOf(cookie.name), path: "/", secure: !env().INSECURE_COOKIES });
}
