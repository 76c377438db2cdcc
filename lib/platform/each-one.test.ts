import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/kernel/app-error";
import { ok, refuse } from "@/lib/kernel/result";
import { eachOne } from "@/lib/platform/each-one";

const things = ["a", "b", "c"].map((id) => ({ id, name: id.toUpperCase() }));

describe("one change of many things", () => {
  it("tells of each what came of it: what one refuses stops no other", async () => {
    const outcome = await eachOne("request-1", things, async (id) => {
      if (id === "a") return refuse("wrong_state", { state: "ended" });
      if (id === "b") throw new AppError("not_found");
      return ok(id);
    });
    expect(outcome).toEqual({
      done: ["c"],
      refused: [
        { id: "a", name: "A", refusal: { code: "wrong_state", params: { state: "ended" } } },
        { id: "b", name: "B", refusal: { code: "not_found" } },
      ],
    });
  });

  it("has a request id for each, the same whenever the whole is asked again", async () => {
    const ids = async (requestId: string) => {
      const seen: string[] = [];
      await eachOne(requestId, things, async (_, own) => ok(seen.push(own)));
      return seen;
    };
    const first = await ids("request-1");
    expect(new Set(first).size).toBe(3);
    expect(await ids("request-1")).toEqual(first);
    expect(await ids("request-2")).not.toEqual(first);
  });

  it("throws a bug on, and does nothing after it", async () => {
    const touched: string[] = [];
    const work = async (id: string) => {
      touched.push(id);
      if (id === "b") throw new TypeError("bug");
      return ok(id);
    };
    await expect(eachOne("request-1", things, work)).rejects.toThrow(TypeError);
    expect(touched).toEqual(["a", "b"]);
  });
});
