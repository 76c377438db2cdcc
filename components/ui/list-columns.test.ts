import { describe, expect, it } from "vitest";
import { choosable, moved, shownColumns } from "./list-columns";

const columns = [
  { key: "status", label: "Status" },
  { key: "name", label: "Name", card: "title" as const },
  { key: "used", label: "Used" },
  { key: "budget", label: "Budget", extra: true },
];
const keys = (chosen: string[] | null) => shownColumns(columns, chosen).map((column) => column.key);

describe("the columns of a list", () => {
  it("are the product's, the title first, without those shown only when asked for", () => {
    expect(keys(null)).toEqual(["name", "status", "used"]);
  });

  it("are those chosen, in their order, behind the title that nobody can hide", () => {
    expect(keys(["budget", "status"])).toEqual(["name", "budget", "status"]);
    expect(keys([])).toEqual(["name"]);
  });

  it("leave out what the list does not know, and what is named twice", () => {
    expect(keys(["secret", "used", "used", "name"])).toEqual(["name", "used"]);
  });

  it("that may be chosen are all but the title", () => {
    expect(choosable(columns).map((column) => column.key)).toEqual(["status", "used", "budget"]);
  });

  it("move by one place, and stay where there is none", () => {
    expect(moved(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b"], "a", -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], "z", 1)).toEqual(["a", "b"]);
  });
});
