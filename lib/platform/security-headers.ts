/**
 * The headers every answer carries, whoever makes it: Next's pages and files through next.config, our own server's
 * answers through server.ts. The Content-Security-Policy is per request and comes from `contentSecurityPolicy`.
 * Source: OWASP ASVS 3.4.
 */
export function staticSecurityHeaders(): [string, string][] {
  return [
    ["Strict-Transport-Security", "max-age=31536000; includeSubDomains"],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["X-Frame-Options", "DENY"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
  ];
}

/** A nonce nobody can guess, always of the same length; made without Node's own modules, for proxy.ts. */
export function makeNonce(): string {
  return btoa(crypto.randomUUID());
}

/**
 * Surfaces differ in styles only: the console's component library writes style attributes, and the engine of the page
 * editor writes whole style elements of its own, without a nonce, into the frame it draws the page in; the rest must not.
 */
export type Surface = "console" | "editor" | "public";

const EDITOR = /^\/console\/[^/]+(?:\/s\/[^/]+)?\/activities\/[^/]+\/page$/;

/** Which surface a path belongs to; anything unknown gets the strict policy. */
export function surfaceOf(pathname: string): Surface {
  if (EDITOR.test(pathname)) return "editor";
  return pathname.startsWith("/console") || pathname.startsWith("/sign-in") ? "console" : "public";
}

/**
 * A policy under which only our own scripts that carry `nonce` run, nothing is framed, nothing is loaded from another host,
 * and no form leads to one but `payAt`, where members pay. `development` adds what Next's dev server needs and is never on
 * in production.
 */
export function contentSecurityPolicy(
  nonce: string,
  surface: Surface,
  { development, payAt }: { readonly development: boolean; readonly payAt: string | null },
): string {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'self'",
    `script-src ${script}`,
    development || surface === "editor"
      ? "style-src 'self' 'unsafe-inline'"
      : `style-src 'self' 'nonce-${nonce}'`,
    surface !== "public" || development ? "style-src-attr 'unsafe-inline'" : "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self'${payAt && surface === "public" ? ` ${payAt}` : ""}`,
    "frame-ancestors 'none'",
  ].join("; ");
}
