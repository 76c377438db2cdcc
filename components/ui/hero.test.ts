import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const styles = readFileSync("components/ui/hero.css", "utf8");
const styled = [...styles.matchAll(/@heroui\/styles\/components\/([a-z-]+)\.css/g)].map(([, name]) => name);

function partsIn(source: string): string[] {
  const named = [...source.matchAll(/import \{([^}]*)\} from "@heroui\/react"/g)].flatMap(([, names]) =>
    (names ?? "").split(","),
  );
  const parts = named.map((name) => name.trim().split(" as ")[0] ?? "");
  return parts
    .filter((part) => /^[A-Z]/.test(part))
    .map((part) => part.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase())
    .map((part) => part.replace("text-area", "textarea").replace("text-field", "textfield"));
}

describe("HeroUI's styles", () => {
  it("hold every part of it that is drawn", () => {
    const files = globSync("{app,components}/**/*.tsx");
    const used = new Set(files.flatMap((file) => partsIn(readFileSync(file, "utf8"))));
    expect(used.size).toBeGreaterThan(20);
    expect([...used].filter((part) => !styled.includes(part))).toEqual([]);
  });

  it("are each brought once", () => {
    expect(new Set(styled).size).toBe(styled.length);
  });
});
