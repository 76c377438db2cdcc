import { describe, expect, it } from "vitest";
import {
  isNarrowed,
  type ListSpec,
  listHref,
  readListState,
  readView,
  sameView,
  saysNothing,
  toggleFilter,
  viewHref,
  viewStateOf,
} from "./list-state";

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

  it("counts its pages from the links that lead on, and begins again with anything else", () => {
    const second = listHref("/c", readListState({}, spec), { cursor: "abc", page: 2 });
    expect(second).toBe("/c?cursor=abc&page=2");
    const state = readListState({ cursor: "abc", page: "2" }, spec);
    expect(state.page).toBe(2);
    expect(listHref("/c", state, { sort: "name" })).toBe("/c?sort=name");
    expect(readListState({ page: "7" }, spec).page).toBe(1);
    expect(readListState({ cursor: "abc", page: "-3" }, spec).page).toBe(2);
  });

  it("takes a saved view and its columns along in its address, and only such", () => {
    const state = readListState({ view: "viw_abc123", cols: "status,name,status", status: "active" }, spec);
    expect(state).toMatchObject({ savedView: "viw_abc123", columns: ["status", "name"] });
    expect(listHref("/c", state)).toBe("/c?status=active&view=viw_abc123&cols=status%2Cname");
    const odd = readListState({ view: "javascript:1", cols: "<b>,," }, spec);
    expect(odd).toMatchObject({ savedView: null, columns: null });
  });

  it("writes a saved view's address whole: it shows the same to whom the view is not shared with", () => {
    const kept = viewStateOf(readListState({ q: "tea", status: "paused", sort: "name", cols: "name" }, spec));
    const href = viewHref("/c", readListState({}, spec), { id: "viw_1", state: kept });
    const there = readListState(Object.fromEntries(new URL(href, "http://x").searchParams), spec);
    expect(viewStateOf(there)).toEqual(kept);
    expect(there.savedView).toBe("viw_1");
  });

  it("opens a kept view in the list's own order where the list is not offered in the kept one", () => {
    const kept = { q: "", filters: { status: ["active", "hacked"] }, sort: "-spent", columns: null };
    const view = { id: "viw_1", state: readView(kept, spec) };
    expect(view.state).toEqual({ ...kept, filters: { status: ["active"] }, sort: "-updated" });
    const plain = { id: "viw_2", state: readView({ ...kept, filters: {} }, spec) };
    const state = readListState({ view: plain.id, sort: "-spent" }, spec);
    expect(sameView(viewStateOf(state), plain.state)).toBe(true);
    expect(readView({ ...kept, sort: "-name" }, spec).sort).toBe("-name");
  });

  it("tells a changed view from one that shows the same in another order of words", () => {
    const view = { q: "", filters: { status: ["active", "paused"] }, sort: "name", columns: null };
    expect(sameView(view, { ...view, filters: { status: ["paused", "active"] } })).toBe(true);
    for (const change of [{ q: "x" }, { filters: {} }, { sort: "-name" }, { columns: ["name"] }]) {
      expect(sameView(view, { ...view, ...change })).toBe(false);
    }
    expect(sameView({ ...view, columns: ["a", "b"] }, { ...view, columns: ["b", "a"] })).toBe(false);
  });

  it("knows an address that says nothing of the list from one that does", () => {
    expect(saysNothing(readListState({ size: "50", view: "all" }, spec))).toBe(true);
    for (const params of [
      { q: "x" },
      { status: "active" },
      { sort: "name" },
      { cols: "name" },
      { cursor: "c" },
    ]) {
      expect(saysNothing(readListState(params, spec))).toBe(false);
    }
  });

  it("puts a filter value in and takes it out again", () => {
    const on = toggleFilter({}, "status", "active", true);
    expect(toggleFilter(on, "status", "paused", true)).toEqual({ status: ["active", "paused"] });
    expect(toggleFilter(on, "status", "paused", false)).toEqual({ status: ["paused"] });
    expect(toggleFilter(on, "status", "active", true)).toEqual({});
  });
});

describe("what a filter is asked by", () => {
  const spec = {
    filters: { status: ["active", "paused"], store: "text", left: "numbers", joined: "days" },
    none: ["status"],
    before: { joined: { "7": "7d", "30": "30d" } },
    sorts: ["name"],
    defaultSort: "name",
  } satisfies ListSpec;
  const read = (params: Record<string, string>) => readListState(params, spec).filters;

  it("may be none of some values, where the list can be asked for that", () => {
    expect(read({ "status-not": "paused,hacked", "store-not": "str_1" })).toEqual({
      "status-not": ["paused"],
    });
    expect(read({ status: "active", "status-not": "paused" })).toEqual({
      status: ["active"],
      "status-not": ["paused"],
    });
  });

  it("is one range of numbers or days; any other text asks nothing", () => {
    expect(read({ left: "10..20,5..", joined: "2026-01-01.." })).toEqual({
      left: ["10..20"],
      joined: ["2026-01-01.."],
    });
    for (const bad of ["", "..", "20..10", "constructor", "x", "-1..", "2026-02-30.."])
      expect(read({ left: bad, joined: bad })).toEqual({});
  });

  it("is understood as an address of before says it", () => {
    expect(read({ joined: "30" })).toEqual({ joined: ["30d"] });
    expect(read({ joined: "7,30" })).toEqual({ joined: ["30d"] });
    expect(read({ joined: "30,7" })).toEqual({ joined: ["30d"] });
  });

  it("survives the round trip through its own address", () => {
    const state = readListState({ "status-not": "paused", left: "..5", joined: "7d" }, spec);
    const url = new URL(listHref("/coupons", state), "http://x");
    expect(readListState(Object.fromEntries(url.searchParams), spec)).toEqual(state);
  });
});
