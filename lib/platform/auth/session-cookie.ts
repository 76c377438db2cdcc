import { cookies } from "next/headers";
import { encode } from "next-auth/jwt";
import {
  type Audience,
  cookieName,
  readSessionToken,
  SESSION_SECONDS,
  secretOf,
} from "@/lib/platform/auth/session-token";
import { env } from "@/lib/platform/env";

/** Puts a sign-in into the browser: an encrypted token that names the session row, which is asked at every request. */
export async function writeSessionCookie(
  audience: Audience,
  merchantId: string | null,
  sessionId: string,
  memberId?: string,
) {
  const maxAge = SESSION_SECONDS[audience];
  const token = await encode({
    token: { sub: sessionId, member: memberId },
    secret: secretOf(audience),
    maxAge,
  });
  (await cookies()).set(cookieName(audience, merchantId), token, {
    httpOnly: true,
    secure: !env().INSECURE_COOKIES,
    sameSite: audience === "staff" ? "strict" : "lax",
    path: "/",
    maxAge,
  });
}

/** The session id the browser brings, or null: no cookie, somebody else's, touched, or too old. */
export async function readSessionCookie(
  audience: Audience,
  merchantId: string | null,
): Promise<string | null> {
  const token = (await cookies()).get(cookieName(audience, merchantId))?.value;
  return token ? readSessionToken(token, secretOf(audience)) : null;
}

/** Takes the sign-in out of the browser. The session row is ended by its own use case. */
export async function clearSessionCookie(audience: Audience, merchantId: string | null): Promise<void> {
  // A browser takes a __Host- cookie away only when told with Secure.
  (await cookies()).delete({
    name: cookieName(audience, merchantId),
    path: "/",
    secure: !env().INSECURE_COOKIES,
  });
}
