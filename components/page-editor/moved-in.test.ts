import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { movedIn } from "@/components/page-editor/moved-in";
import { keyAsks } from "@/components/page-editor/use-editor-keys";

const slots = (text: string) => [...text].map((id) => ({ id }));

describe("what was dragged on the canvas", () => {
  it("is the one block that stands elsewhere, at its place among all, hidden ones too", () => {
    expect(movedIn(slots("abcde"), [..."acbde"])).toEqual({ id: "b", to: 2 });
    expect(movedIn(slots("abcde"), [..."adbce"])).toEqual({ id: "d", to: 1 });
    // c is hidden: the canvas does not know it.
    expect(movedIn(slots("abcde"), [..."aebd"])).toEqual({ id: "e", to: 1 });
    expect(movedIn(slots("abcde"), [..."abcde"])).toBeNull();
    expect(movedIn(slots("abcde"), [..."abcdef"])).toBeNull();
  });

  it("gives the order that the canvas shows when it is done", () => {
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (from, to) => {
        const before = [..."abcdef"];
        const [id = ""] = before.splice(from, 1);
        before.splice(to, 0, id);
        const move = movedIn(slots("abcdef"), before);
        if (!move) {
          expect(before.join("")).toBe("abcdef");
          return;
        }
        const after = [..."abcdef"].filter((one) => one !== move.id);
        after.splice(move.to, 0, move.id);
        expect(after).toEqual(before);
      }),
    );
  });
});

describe("the editor's keys", () => {
  const press = (key: string, more: object = {}, at: unknown = {}, isOpen = false) => {
    const plain = { ctrlKey: false, metaKey: false, shiftKey: false, isComposing: false };
    return keyAsks({ key, ...plain, composedPath: () => [at], ...more } as never, isOpen);
  };
  it("undo, redo, save and duplicate with Ctrl or ⌘, and nothing without", () => {
    expect(press("z", { ctrlKey: true })).toBe("undo");
    expect(press("Z", { metaKey: true, shiftKey: true })).toBe("redo");
    expect(press("y", { ctrlKey: true })).toBe("redo");
    expect(press("s", { metaKey: true })).toBe("save");
    expect(press("d", { ctrlKey: true })).toBe("duplicate");
    expect(press("z")).toBeNull();
    expect(press("a", { ctrlKey: true })).toBeNull();
  });
  it("delete the chosen section only where Delete means nothing else", () => {
    expect(press("Delete", {}, { closest: () => null })).toBe("remove");
    expect(press("Delete", {}, { closest: () => ({}) })).toBeNull();
    expect(press("Backspace", {}, { closest: () => ({}) })).toBeNull();
  });
  it("do nothing to the page behind a dialog, and nothing while a word is being composed", () => {
    for (const key of ["z", "y", "s", "d"]) expect(press(key, { ctrlKey: true }, {}, true)).toBeNull();
    for (const key of ["Delete", "Escape", "?"]) {
      expect(press(key, {}, {}, true)).toBeNull();
      expect(press(key, { isComposing: true })).toBeNull();
    }
  });
  it("choose nothing with Esc and show the keys with ?, where nothing is typed", () => {
    const inField = { closest: (places: string) => (places.includes("input") ? {} : null) };
    expect([press("Escape"), press("?", { shiftKey: true })]).toEqual(["up", "help"]);
    expect([press("Escape", {}, inField), press("?", {}, inField)]).toEqual([null, null]);
  });
});
