import { describe, expect, it } from "vitest";
import { isNarrowed, type ListSpec, listHref, readListState, toggleFilter } from "./list-state";

const spec = {
  filters: { status: ["active", "paused"], store: "text" },
  sorts: ["name", "updated"],
  defaultSort: "-updated",
  views: { all: {}, live: { status: ["active"] } },
} satisfies ListSpec;

describe("list state", () => {
  it("is all, first page, default order where the address says nothing", () => {
    const state = readListState({}, spec);
    expect(state).toMatchObject({
      q: "",
      filters: {},
      sort: "-updated",
      cursor: null,
      size: 25,
      view: "all",
    });
    expect(isNarrowed(state)).toBe(false);
  });

  it("leaves out filters, values, sorts and sizes that the spec does not know", () => {
    const state = readListState({ status: "active,hacked", other: "1", sort: "-secret", size: "9999" }, spec);
    expect(state).toMatchObject({
      filters: { status: ["active"] },
      sort: "-updated",
      size: 25,
      view: "live",
    });
  });

  it("reads repeated and comma-separated values alike, each once", () => {
    const state = readListState({ status: ["paused", "active,paused"] }, spec);
    expect(state.filters).toEqual({ status: ["paused", "active"] });
  });

  it("survives the round trip through its own address", () => {
    const state = readListState(
      { q: " mid autumn ", status: "active,paused", sort: "name", size: "50" },
      spec,
    );
    const url = new URL(listHref("/coupons", state), "http://x");
    expect(readListState(Object.fromEntries(url.searchParams), spec)).toEqual(state);
  });

  it("goes back to the first page on any change but the cursor", () => {
    const state = readListState({ cursor: "abc", status: "active" }, spec);
    expect(listHref("/c", state, { q: "x" })).toBe("/c?q=x&status=active");
    expect(listHref("/c", state, { cursor: "next" })).toBe("/c?status=active&cursor=next");
  });

  it("puts a filter value in and takes it out again", () => {
    const on = toggleFilter({}, "status", "active", true);
    expect(toggleFilter(on, "status", "paused", true)).toEqual({ status: ["active", "paused"] });
    expect(toggleFilter(on, "status", "paused", false)).toEqual({ status: ["paused"] });
    expect(toggleFilter(on, "status", "active", true)).toEqual({});
  });
});
