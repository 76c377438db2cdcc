/** A half-open period in the words of its own zone: "24 Dec 2026, 10:00 – 26 Dec 2026, 10:00". */
export function periodWords(from: Date, until: Date, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone })
    .formatRange(from, until)
    .replace(/\u2009/g, " ");
}

/** One moment, short, for a button: "24 Dec, 10:00". */
export function shortMoment(at: Date, timeZone: string, locale: string): string {
  const parts = {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  } as const;
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone }).format(at);
}
