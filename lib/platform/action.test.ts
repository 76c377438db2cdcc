import { afterAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";

// Other files are tested in this process: the module is loaded anew with the gate of this test, and let go of again.
vi.resetModules();
vi.doMock("@/lib/platform/auth/gates", () => ({
  requireStaff: async () => {
    throw new AppError("forbidden");
  },
  requireSession: async () => undefined,
}));

const { staffAction } = await import("@/lib/platform/action");
afterAll(() => {
  vi.doUnmock("@/lib/platform/auth/gates");
  vi.resetModules();
});

const action = staffAction({ capability: "activity.write", input: z.any() }, async () => {
  throw new Error("nothing comes this far");
});
const send = async (input: unknown) => await action({ merchant: "demo", input });

it("a text that the database cannot hold is refused in words before anybody is asked, wherever it stands", async () => {
  const halves = ["\ud83c", "tea \udf75", "a\0b"];
  for (const half of halves) {
    const places = [half, { half }, { list: [{ text: half }] }, { [half]: 1 }];
    for (const input of places) {
      const refused = { ok: false, kind: "refused", refusal: { code: "unfit_text" } };
      expect(await send(input), JSON.stringify(input)).toEqual(refused);
    }
  }
  expect(await send({ text: "tea 🍵" })).toEqual({ ok: false, kind: "denied" });
});

it("what is nested deeper than any form of ours is malformed", async () => {
  let deep: unknown = 1;
  for (let level = 0; level < 30; level++) deep = [deep];
  expect(await send(deep)).toMatchObject({ ok: false, kind: "invalid" });
});
