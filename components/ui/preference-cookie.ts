/** Keeps a display preference of this browser for a year; the server reads it before it paints. */
export function rememberPreference(
  name: "theme" | "density" | "locale" | "keys" | `sample-${string}`,
  value: string,
): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is missing in Firefox and on plain http.
  document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}
