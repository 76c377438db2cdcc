import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/platform/env";

/** Staff and members never share a cookie or a secret (O5). */
export type Audience = "staff" | "member";

const DAY = 86_400;
/** How long a sign-in lasts, in seconds. */
export const SESSION_SECONDS: Record<Audience, number> = { staff: 7 * DAY, member: 180 * DAY };

const secretOf = (audience: Audience) =>
  audience === "staff" ? env().STAFF_SESSION_SECRET : env().MEMBER_SESSION_SECRET;

/** A member may be signed in at several merchants of the installation, hence one cookie for each. */
function cookieName(audience: Audience, merchantId: string | null): string {
  const prefix = env().INSECURE_COOKIES ? "" : "__Host-";
  return `${prefix}scrip.${audience}${merchantId ? `.${merchantId}` : ""}`;
}

/** Puts a sign-in into the browser: an encrypted token that names the session row, which is asked at every request. */
export async function writeSessionCookie(audience: Audience, merchantId: string | null, sessionId: string) {
  const maxAge = SESSION_SECONDS[audience];
  const token = await encode({ token: { sub: sessionId }, secret: secretOf(audience), maxAge });
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
  if (!token) return null;
  try {
    const decoded = await decode({ token, secret: secretOf(audience) });
    return decoded?.sub ?? null;
  } catch {
    return null;
  }
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
