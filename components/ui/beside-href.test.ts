import { describe, expect, it } from "vitest";
import { besideHref, hereHref } from "./beside-href";
import { type ListSpec, readListState } from "./list-state";

const spec: ListSpec = { filters: { state: ["used"] }, sorts: ["at"], defaultSort: "-at" };

describe("a row opened beside its list", () => {
  it("keeps the page one is on, in the address and when it is closed (UX-04)", () => {
    const state = readListState({ cursor: "c5", page: "5", state: "used", size: "50" }, spec);
    const beside = besideHref("/log", state, "entry", "aud_1");
    const { entry, ...params } = Object.fromEntries(new URL(beside, "http://x").searchParams);
    expect(entry).toBe("aud_1");
    expect(readListState(params, spec)).toEqual(state);
    expect(`${hereHref("/log", state)}&entry=aud_1`).toBe(beside);
  });

  it("stands in the address of a list that says nothing yet", () => {
    expect(besideHref("/log", readListState({}, spec), "entry", "aud_1")).toBe("/log?entry=aud_1");
  });
});
