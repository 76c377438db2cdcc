import { afterEach, describe, expect, it, vi } from "vitest";
import { flashRow } from "./flash-row";

afterEach(() => vi.unstubAllGlobals());

describe("a row that was edited where it stands", () => {
  it("shows itself for a second, all of it, and no other row does", () => {
    const animate = vi.fn();
    const querySelector = vi.fn(() => ({ cells: [{ animate }, { animate }] }));
    vi.stubGlobal("document", { querySelector });
    vi.stubGlobal("CSS", { escape: (text: string) => text });
    flashRow("cpn_1");
    expect(querySelector).toHaveBeenCalledWith('tr[data-id="cpn_1"]');
    expect(animate.mock.calls.map(([, ms]) => ms)).toEqual([1000, 1000]);
  });

  it("is nothing where the thing is not in a list", () => {
    vi.stubGlobal("document", { querySelector: () => null });
    vi.stubGlobal("CSS", { escape: (text: string) => text });
    expect(() => flashRow("cpn_1")).not.toThrow();
  });
});
