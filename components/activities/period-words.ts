/** A half-open period in the words of its own zone: "Dec 24, 2026, 10:00 – Dec 26, 2026, 10:00". */
export function periodWords(from: Date, until: Date, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  })
    .formatRange(from, until)
    .replace(/\u2009/g, " ");
}

/** One moment, short, for a button: "Dec 24, 10:00". */
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
