/**
 * Programs by how they call themselves. A word that people's browsers have too is none: a CUBOT is a telephone, and those
 * who open a page in Telegram or in an app that scans codes are people.
 */
const PROGRAMS =
  /(?<!\bcu)bot\b|crawl|spider\b|\bslurp|preview\b|facebookexternalhit|facebookcatalog|meta-external|embedly|google-inspectiontool|headlesschrome|lighthouse|\b(?:monitor|uptime|pingdom|zgrab|nmap|censys)|^(?:whatsapp|curl|wget|python|java|okhttp|axios|node|undici|go-http-client|libwww|apache-httpclient)\b/i;

/** Whether who asks says that they are a program: those are answered and not counted. Who says nothing is one. */
export function isBot(userAgent: string): boolean {
  return userAgent === "" || PROGRAMS.test(userAgent);
}

/** Whether a browser asks before anybody pressed anything (`Sec-Purpose`): it may never be looked at. */
export function isAhead(purpose: string | readonly string[] | null | undefined): boolean {
  return /\b(?:prefetch|prerender)\b/i.test(String(purpose ?? ""));
}
