/**
 * A name as strangers may read it: its first letter and two dots, whatever its length, so that nobody is known by it who
 * is not known already; null where there is none. A letter is what people see as one, in any script.
 */
export function maskName(name: string | null): string | null {
  const [first] = new Intl.Segmenter().segment((name ?? "").trim().replace(/^[\d+\s-]+/, ""));
  return first ? `${first.segment.toLocaleUpperCase()}••` : null;
}
