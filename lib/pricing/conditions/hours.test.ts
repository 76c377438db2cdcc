import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeReasons } from "@/lib/pricing/conditions/hours";
import { candidateOf, cartOf } from "@/lib/pricing/vectors/read-vectors";

const QUARTER = 900_000;
const clock = (quarters: number) =>
  `${String(Math.floor(quarters / 4)).padStart(2, "0")}:${String((quarters % 4) * 15).padStart(2, "0")}`;

/** The wall clock of a zone as Intl tells it: weekday 1..7 and minutes of the day. */
function wall(at: number, timeZone: string): { weekday: number; minutes: number } {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(part("weekday")) + 1;
  return { weekday, minutes: Number(part("hour")) * 60 + Number(part("minute")) };
}

type Window = { from: number; to: number };

function isOpen(at: number, zone: string, weekdays: readonly number[], windows: readonly Window[]): boolean {
  const { weekday, minutes } = wall(at, zone);
  const before = weekday === 1 ? 7 : weekday - 1;
  const today = weekdays.includes(weekday);
  if (windows.length === 0) return today;
  return windows.some(({ from, to }) => {
    if (from < to) return today && minutes >= from * 15 && minutes < to * 15;
    return (today && minutes >= from * 15) || (weekdays.includes(before) && minutes < to * 15);
  });
}

/** Days on which these zones put their clocks forward or back, at noon of the day before. */
const changes = [
  ["America/New_York", "2026-03-07T12:00:00Z"],
  ["America/New_York", "2026-10-31T12:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T03:00:00Z"],
  ["Africa/Cairo", "2026-04-23T12:00:00Z"],
  ["Europe/London", "2026-10-24T12:00:00Z"],
  ["Asia/Shanghai", "2026-06-15T12:00:00Z"],
] as const;

describe("the window of a coupon", () => {
  it("is open and opens next as the store's wall clock says, where it is put forward or back too", () => {
    const asked = fc.record({
      change: fc.constantFrom(...changes),
      quarters: fc.nat({ max: 96 }),
      weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
      windows: fc.array(
        fc
          .record({ from: fc.nat({ max: 95 }), to: fc.nat({ max: 96 }) })
          .filter(({ from, to }) => from !== to && !(from > to && to === 0 && from === 0)),
        { maxLength: 2 },
      ),
    });
    fc.assert(
      fc.property(asked, ({ change: [zone, start], quarters, weekdays, windows }) => {
        const at = Date.parse(start) + quarters * QUARTER;
        const hours = windows.map(({ from, to }) => ({ from: clock(from), to: clock(to) }));
        const cart = cartOf({
          at: new Date(at).toISOString(),
          store: { id: "str_1", timeZone: zone },
          lines: [],
        });
        const voucher = candidateOf({
          id: "vch_1",
          terms: { benefit: { type: "delivery_off" }, conditions: { weekdays, hours } },
        });
        const [reason] = timeReasons(cart)(voucher);
        const open = isOpen(at, zone, weekdays, windows);
        expect(reason === undefined).toBe(open);
        if (reason?.code !== "outside_time_window") return;
        let wanted = at + QUARTER;
        while (wanted < at + 3 * 86_400_000 && !isOpen(wanted, zone, weekdays, windows)) wanted += QUARTER;
        const next = reason.next === null ? Number.POSITIVE_INFINITY : Date.parse(reason.next);
        if (wanted < at + 3 * 86_400_000) expect(next).toBe(wanted);
        else expect(next).toBeGreaterThanOrEqual(wanted);
      }),
      { numRuns: 150 },
    );
  });

  it("is found a week later where the clock skips it", () => {
    const cart = cartOf({
      at: "2026-03-08T06:00:00Z",
      store: { id: "str_1", timeZone: "America/New_York" },
      lines: [],
    });
    const voucher = candidateOf({
      id: "vch_1",
      terms: {
        benefit: { type: "delivery_off" },
        conditions: { weekdays: [7], hours: [{ from: "02:00", to: "03:00" }] },
      },
    });
    expect(timeReasons(cart)(voucher)).toEqual([
      { code: "outside_time_window", next: "2026-03-15T06:00:00Z" },
    ]);
  });
});
