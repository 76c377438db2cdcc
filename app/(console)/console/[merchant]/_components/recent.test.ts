import { describe, expect, it } from "vitest";
import { readRecent, withRecent } from "./recent";

const page = (id: string) => ({ path: `/console/demo/coupons/${id}`, label: id });

describe("recent pages", () => {
  it("stand newest first, each once, and no more than eight", () => {
    const many = Array.from({ length: 10 }, (_, at) => page(`cpn_${at}`)).reduce(
      withRecent,
      [] as ReturnType<typeof readRecent>,
    );
    expect(many).toHaveLength(8);
    expect(many[0]).toEqual(page("cpn_9"));
    expect(
      withRecent(many, page("cpn_5"))
        .map(({ label }) => label)
        .slice(0, 2),
    ).toEqual(["cpn_5", "cpn_9"]);
  });

  it("are read as far as they are such: a member's page, another site or nonsense is not", () => {
    const stored = [
      page("cpn_1"),
      { path: "/console/demo/s/str_1/activities/act_1", label: "x" },
      { path: "/console/demo/packs/pak_1", label: "x" },
      { path: "/console/demo/members/mbr_1", label: "Mei" },
      { path: "/console/demo/coupons/new/generic", label: "x" },
      { path: "//evil.example/console/demo/coupons/x", label: "x" },
      { path: 5 },
      null,
    ];
    expect(readRecent(JSON.stringify(stored)).map(({ path }) => path)).toEqual([
      "/console/demo/coupons/cpn_1",
      "/console/demo/s/str_1/activities/act_1",
      "/console/demo/packs/pak_1",
    ]);
    for (const odd of [null, "", "{}", "not json"]) expect(readRecent(odd)).toEqual([]);
  });
});
