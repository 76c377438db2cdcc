import { describe, expect, it } from "vitest";
import { intentOf, type KeyFacts } from "./shortcuts";

const press = (key: string, more: Partial<KeyFacts> = {}): KeyFacts => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});
const free = { afterG: false, typing: false, single: true };

describe("a key", () => {
  it("opens the command menu with Ctrl or ⌘, also while somebody types or single keys are off", () => {
    for (const more of [{ ctrlKey: true }, { metaKey: true }]) {
      const state = { afterG: false, typing: true, single: false };
      expect(intentOf(press("k", more), state)).toEqual({ type: "menu" });
    }
    expect(intentOf(press("k"), free)).toBeNull();
    expect(intentOf(press("K", { ctrlKey: true, shiftKey: true }), free)).toBeNull();
  });

  it("alone does what the page marks with it, and nothing else does", () => {
    for (const key of ["/", "f", "c", "[", "]"]) {
      expect(intentOf(press(key), free)).toEqual({ type: "mark", key });
    }
    expect(intentOf(press("x"), free)).toBeNull();
    expect(intentOf(press("C", { shiftKey: true }), free)).toBeNull();
  });

  it("after G leads to a screen", () => {
    expect(intentOf(press("g"), free)).toEqual({ type: "leader" });
    expect(intentOf(press("c"), { ...free, afterG: true })).toEqual({ type: "go", letter: "c" });
  });

  it("is no shortcut while somebody types, when single keys are off, or with another modifier", () => {
    for (const key of ["/", "f", "c", "[", "]", "?", "g"]) {
      expect(intentOf(press(key), { ...free, typing: true })).toBeNull();
      expect(intentOf(press(key), { ...free, single: false })).toBeNull();
      for (const more of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) {
        expect(intentOf(press(key, more), free)).toBeNull();
      }
    }
    expect(intentOf(press("c"), { afterG: true, typing: true, single: true })).toBeNull();
  });

  it("that shows the sheet is ?, wherever the keyboard has it", () => {
    expect(intentOf(press("?", { shiftKey: true }), free)).toEqual({ type: "sheet" });
  });
});
