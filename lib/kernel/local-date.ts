// Apart from time.ts, so that what only reads days brings no calendar along.

/** An instant in UTC with millisecond precision. */
export type Instant = Date;

/** A calendar day without a zone, "YYYY-MM-DD". */
export type LocalDate = string;

/** Whether it is an instant of the years 1900 to 9999 (UTC): what the database holds and every screen can show. */
export function isOrdinary(instant: Instant): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1900 && year <= 9999;
}

/** Whether `text` is a day that exists, written "YYYY-MM-DD", of the years 1900 to 9999. */
export function isLocalDate(text: string): text is LocalDate {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isOrdinary(date) && date.toISOString().startsWith(text);
}
