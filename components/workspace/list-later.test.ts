import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(process.cwd(), "app/(console)/console/[merchant]");
const pages = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith("page.tsx") && !file.startsWith("s/"),
);
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

/** Its parts beside the list are read together with it. */
const whole = new Set(["members/groups/page.tsx", "packs/[pack]/coupons/page.tsx"]);

describe("a page of a list", () => {
  it("stands at once with bones of its rows, and none waits for all that it reads (ux.md 1.4.8)", () => {
    const lists = pages.filter((file) => /\bopenList\(/.test(textOf(file)) && !whole.has(file));
    expect(lists.length).toBeGreaterThan(18);
    const waiting = lists.filter((file) => {
      const own = textOf(file);
      const parts = [...own.matchAll(/from "\.\/_components\/([\w-]+-index)"/g)];
      const texts = [own, ...parts.map(([, name]) => textOf(join(file, `../_components/${name}.tsx`)))];
      return !texts.some((text) => /<Suspense\b|<ListLater\b/.test(text));
    });
    expect(waiting).toEqual([]);
  });
});
