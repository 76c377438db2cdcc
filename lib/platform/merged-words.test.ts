import { expect, it } from "vitest";
import { mergedWords } from "./merged-words";

it("has the words of both, and where both say something what is said later", () => {
  const words = { ui: { save: "Save", list: { empty: "Nothing" } }, orders: { title: "Orders" } };
  const more = { ui: { list: { empty: "None", more: "More" } }, members: { title: "Members" } };
  expect(mergedWords(words, more)).toEqual({
    ui: { save: "Save", list: { empty: "None", more: "More" } },
    orders: { title: "Orders" },
    members: { title: "Members" },
  });
  expect(words.ui.list).toEqual({ empty: "Nothing" });
});
