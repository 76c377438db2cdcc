import { type NextRequest, NextResponse } from "next/server";
import { payOrigin } from "@/lib/platform/payments/pay-origin";
import { contentSecurityPolicy, makeNonce, surfaceOf } from "@/lib/platform/security-headers";

/**
 * Gives every page its Content-Security-Policy with a fresh nonce, which Next copies onto the scripts it writes.
 * Nothing is decided here: who may see what is asked in every page, action and route (reliability S-1).
 */
export function proxy(request: NextRequest) {
  const nonce = makeNonce();
  const { pathname } = request.nextUrl;
  const development = process.env.NODE_ENV === "development";
  const payAt = payOrigin(process.env);
  const policy = contentSecurityPolicy(nonce, surfaceOf(pathname), { development, payAt });
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-pathname", `${pathname}${searchOf(request)}`);
  const language = languageOf(request);
  if (language) headers.set("x-lang", language);
  else headers.delete("x-lang");
  const response = NextResponse.next({ request: { headers } });
  if (language && !request.cookies.has("locale"))
    rememberLanguage(response, language, request.nextUrl.protocol === "https:");
  response.headers.set("content-security-policy", policy);
  return response;
}

/** The query as the person sees it, without what Next adds for itself. */
function searchOf(request: NextRequest): string {
  const params = new URLSearchParams(request.nextUrl.search);
  params.delete("_rsc");
  return params.size > 0 ? `?${params}` : "";
}

function languageOf(request: NextRequest): string | null {
  const language = request.nextUrl.searchParams.get("lang");
  return language === "en" || language === "zh-CN" ? language : null;
}

function rememberLanguage(response: NextResponse, language: string, secure: boolean) {
  response.cookies.set("locale", language, { path: "/", maxAge: 31_536_000, sameSite: "lax", secure });
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon|favicon.ico).*)"] };
