/** "(Asia/Hong_Kong, UTC+8)". */
export function ZoneLabel({ timeZone, at }: { timeZone: string; at?: Date }) {
  return (
    <span
      className="whitespace-nowrap text-ink-2"
      suppressHydrationWarning
    >{`(${timeZone}, ${offset(timeZone, at)})`}</span>
  );
}

function offset(timeZone: string, at = new Date()): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "shortOffset" }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  return name.replace("GMT", "UTC");
}
