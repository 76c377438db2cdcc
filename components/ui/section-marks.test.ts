import { describe, expect, it } from "vitest";
import { marksOf } from "./section-marks";

const basics = { id: "basics", fields: ["name", "description"], isWrong: false };
const benefit = { id: "benefit", fields: ["benefit.tiers", "benefit.tiers.0.offMinor"], isWrong: false };
const validity = { id: "validity", fields: ["validity.from"], isWrong: false };

describe("the sections of a long form", () => {
  it("are done where nothing of them is missing, and unmarked until then", () => {
    expect(marksOf([basics, benefit, validity], ["name"])).toEqual({ benefit: "done", validity: "done" });
    expect(marksOf([basics], [])).toEqual({ basics: "done" });
  });

  it("are wrong once a field of them is shown as wrong, whatever else is done", () => {
    expect(marksOf([{ ...basics, isWrong: true }, validity], ["name"])).toEqual({
      basics: "wrong",
      validity: "done",
    });
  });

  it("are not done while a part of a field is missing, or the whole that a field is part of", () => {
    expect(marksOf([benefit], ["benefit.tiers.1.spendMinor"])).toEqual({});
    expect(marksOf([validity], ["validity"])).toEqual({});
    expect(marksOf([basics], ["names"])).toEqual({ basics: "done" });
  });
});
