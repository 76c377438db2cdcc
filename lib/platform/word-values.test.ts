import { expect, it } from "vitest";
import { wordValues } from "./word-values";

it("gives an instant as a clock time of the reader's zone, and everything else as it is", () => {
  const refusal = {
    code: "too_many_invitations",
    params: { until: "2026-11-26T10:05:00.000Z", most: 3, name: "2026-11-26", none: null },
  };
  const now = new Date("2026-11-26T09:53:00.000Z");
  expect(wordValues(refusal, "Asia/Hong_Kong", "en", now)).toEqual({
    until: "18:05 GMT+8 (in 12 minutes)",
    most: 3,
    name: "2026-11-26",
  });
});
