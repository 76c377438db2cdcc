import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy, surfaceOf } from "@/lib/platform/security-headers";

/**
 * Gives every page its Content-Security-Policy with a fresh nonce, which Next copies onto the scripts it writes.
 * Nothing is decided here: who may see what is asked in every page, action and route (reliability S-1).
 */
export function proxy(request: NextRequest) {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const { pathname } = request.nextUrl;
  const policy = contentSecurityPolicy(nonce, surfaceOf(pathname), process.env.NODE_ENV === "development");
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-pathname", pathname);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon|favicon.ico).*)"] };
