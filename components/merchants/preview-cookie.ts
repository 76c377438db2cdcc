import { PREVIEW_COOKIE } from "@/lib/platform/auth/preview-text";

const attributes = () => `Path=/console; SameSite=Strict${location.protocol === "https:" ? "; Secure" : ""}`;

/** From now on this browser looks at the merchant as another role, for an hour or until it stops. */
export function startPreview(text: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing in Firefox and on plain http.
  document.cookie = `${PREVIEW_COOKIE}=${text}; ${attributes()}; Max-Age=3600`;
}

/** Looks with the person's own role again. */
export function stopPreview(): void {
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing in Firefox and on plain http.
  document.cookie = `${PREVIEW_COOKIE}=; ${attributes()}; Max-Age=0`;
}
