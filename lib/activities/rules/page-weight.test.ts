import { expect, it } from "vitest";
import { pageWeight } from "@/lib/activities/rules/page-weight";

it("a page is light up to 300 kB of pictures and heavy above 600", () => {
  expect([0, 300_000, 300_001, 600_000, 600_001].map(pageWeight)).toEqual([
    ...["light", "light", "fair", "fair", "heavy"],
  ]);
});
