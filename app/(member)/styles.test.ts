import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, matchesGlob } from "node:path";
import { describe, expect, it } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");
const sheet = "app/(member)/member.css";
const sources = [...read(sheet).matchAll(/@source "([^"]+)"/g)].map(([, path = ""]) =>
  join(dirname(sheet), path),
);

const pages = readdirSync("app/(member)", { recursive: true, encoding: "utf8" })
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  .map((file) => join("app/(member)", file));

const known = new Set(
  ["app", "components", "lib"].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => join(room, file)),
  ),
);

/** The files of ours that a file brings along, types aside. */
function importsOf(file: string): string[] {
  const found = read(file).matchAll(
    /(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([@.][^"']+)["']/g,
  );
  return [...found].flatMap(([, type, target = ""]) => {
    const path = target.startsWith("@/") ? target.slice(2) : join(dirname(file), target);
    return type ? [] : [`${path}.tsx`, `${path}.ts`].filter((one) => known.has(one));
  });
}

function reached(): string[] {
  const seen = new Set<string>();
  const todo = [...pages];
  for (let file = todo.pop(); file !== undefined; file = todo.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    todo.push(...importsOf(file));
  }
  return [...seen];
}

describe("the style sheet of members' pages", () => {
  const parts = reached().filter(
    (file) => /^components\/.*\.tsx$/.test(file) && read(file).includes("className="),
  );

  it("has the classes of every part they are made of", () => {
    const without = parts.filter((file) => !sources.some((glob) => matchesGlob(file, glob)));
    expect(without).toEqual([]);
    expect(parts.length).toBeGreaterThan(20);
  });

  it("has those of no other part, so that nothing is waited for in vain", () => {
    const others = [...known].filter((file) => {
      const isPart = /^components\/.*\.tsx$/.test(file) && !/\.test\.tsx$/.test(file);
      return isPart && sources.some((glob) => matchesGlob(file, glob)) && read(file).includes("className=");
    });
    expect(others.filter((file) => !parts.includes(file))).toEqual([]);
  });
});
