/** Every time zone there is, the one meant by default first. */
export function timeZoneChoices(first: string): string[] {
  const all = Intl.supportedValuesOf("timeZone");
  return [...new Set([first, ...all, "UTC"])];
}
