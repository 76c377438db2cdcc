import { describe, expect, it } from "vitest";
import { poolsShown } from "@/components/blocks/gifts-block";

type Pools = Parameters<typeof poolsShown>[0];

const pools = [
  { id: "one", prizes: [{ coupon: { id: "a" } }, { coupon: { id: "b" } }] },
  { id: "two", prizes: [{ coupon: { id: "c" } }, { coupon: { id: "a" } }] },
] as unknown as Pools;
const shown = (...chosen: string[]) =>
  poolsShown(pools, chosen).map(({ id, prizes }) => [id, ...prizes.map(({ coupon }) => coupon.id)].join(" "));

describe("the coupons a page shows", () => {
  it("are all of the activity's while none is chosen, and when nothing that was chosen is left", () => {
    expect(shown()).toEqual(["one a b", "two c a"]);
    expect(shown("gone")).toEqual(["one a b", "two c a"]);
  });

  it("are those chosen, in their order, and no others", () => {
    expect(shown("c", "b", "gone")).toEqual(["two c", "one b"]);
    expect(shown("b", "a")).toEqual(["one b a", "two a"]);
  });
});
