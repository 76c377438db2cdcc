import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const held = readFileSync("app/(console)/console/[merchant]/_components/undo-actions.tsx", "utf8");
/** Those that are handed on to a part that both do and take back. */
const handed = /\baction=\{(change\w+State)\}|\bbulk=\{[^}]*\baction: (\w+)|^\s*action: (change\w+s),$/gm;

describe("what a toast takes back", () => {
  it("is held by the frame, so that it is done from whatever page it is asked on", () => {
    const files = globSync("{app/(console),components}/**/*.tsx").filter(
      (file) => !file.includes("undo-actions"),
    );
    const names = files.flatMap((file) => {
      const text = readFileSync(file, "utf8");
      const own = [...text.matchAll(/useUndoable(?:<[^>]*>)?\((\w+)/g)].map(([, name]) => name ?? "");
      const given = [...text.matchAll(handed)].map(([, one, two, three]) => one ?? two ?? three ?? "");
      const told = text.includes("toast.undo(")
        ? [...text.matchAll(/useRunAction\((\w+)/g)].map(([, name]) => name ?? "")
        : [];
      return [...own, ...given, ...told];
    });
    // Parts that are given theirs; what is done, but not how it is taken back.
    const other = [
      "action",
      "deleteView",
      "changeManyMembers",
      "chooseDefaultView",
      "publishPage",
      "completeOrders",
      "extendCoupons",
    ];
    const asked = [...new Set(names)].filter((name) => !other.includes(name));
    expect(asked.length).toBeGreaterThan(12);
    expect(asked.filter((name) => !new RegExp(`\\b${name}\\b`).test(held))).toEqual([]);
  });
});
