import { describe, expect, it } from "vitest";
import { firstOpen, idOf, isEscape, withKey } from "./popup-memory";

describe("a pop-up that was closed", () => {
  it("stays closed, and the next one is offered", () => {
    expect(firstOpen(["plc_a:1", "plc_b:1"], [])).toBe("plc_a:1");
    expect(firstOpen(["plc_a:1", "plc_b:1"], ["plc_a:1"])).toBe("plc_b:1");
    expect(firstOpen(["plc_a:1"], ["plc_b:1", "plc_a:1"])).toBeNull();
  });

  it("is offered again once it was edited, and remembered in its latest revision alone", () => {
    const closed = withKey(["plc_b:4", "plc_a:1"], "plc_a:2");
    expect(closed).toEqual(["plc_a:2", "plc_b:4"]);
    expect(firstOpen(["plc_a:3"], closed)).toBe("plc_a:3");
    expect(idOf("plc_a:3")).toBe("plc_a");
  });

  it("is one of the fifty that were closed last", () => {
    let closed: readonly string[] = [""];
    for (let n = 0; n < 60; n += 1) closed = withKey(closed, `plc_${n}:1`);
    expect(closed).toHaveLength(50);
    expect(closed[0]).toBe("plc_59:1");
    expect(closed).not.toContain("plc_9:1");
  });
});

describe("Escape", () => {
  const pressed = { key: "Escape", isComposing: false, defaultPrevented: false };
  it("closes nothing that ends a composition, or that something else has heard", () => {
    expect(isEscape(pressed)).toBe(true);
    expect(isEscape({ ...pressed, isComposing: true })).toBe(false);
    expect(isEscape({ ...pressed, defaultPrevented: true })).toBe(false);
    expect(isEscape({ ...pressed, key: "e" })).toBe(false);
  });
});
