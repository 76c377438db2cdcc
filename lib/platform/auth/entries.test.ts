import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apiRoutes } from "@/lib/api";
import { entries } from "@/lib/platform/auth/entries";
import { keyPermissions, permissions } from "@/lib/platform/auth/permissions";

const root = join(import.meta.dirname, "..", "..", "..");
const doors = ["anybody", "member", "signed_in_staff"];
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Exported from a queries file, yet no way in: parts that queries are made of, called by them alone. */
const builders = new Set([
  "query:activities/countUpTo",
  "query:coupons/addedUpDays",
  "query:members/asPhone",
  "query:members/availableOf",
  "query:members/called",
  "query:members/countWhere",
  "query:members/inAudience",
  "query:members/inGroups",
  "query:members/isMember",
  "query:members/labelsOf",
  "query:members/matching",
  "query:members/ruleGroups",
  "query:members/spentOf",
  "query:packs/contentsOf",
  "query:packs/stockOf",
  "query:packs/talliesOf",
]);

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(path) : [path];
  });
}

const files = ["app", "components", "lib"]
  .flatMap(walk)
  .filter((file) => /(?<!\.(test|d))\.tsx?$/.test(file));
const source = (file: string) => readFileSync(join(root, file), "utf8");
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = ""]) => name);

/** The address of a file under app/, without the route groups. */
function address(file: string): string {
  const path = file.replace(/^app/, "").replace(/\/[^/]+$/, "");
  return path.replace(/\/\([^/]+\)/g, "") || "/";
}

function exportsOf(file: string): string[] {
  const text = source(file);
  const named = matches(text, /^export (?:async )?(?:function\*?|const|let|class) (\w+)/gm);
  const lists = matches(text, /^export \{([^}]*)\}/gm).flatMap((list) =>
    list.split(",").map(
      (item) =>
        item
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? "",
    ),
  );
  return [...named, ...lists].filter((name) => name !== "");
}

function pages(): string[] {
  return files.filter((file) => /^app\/.*\/page\.tsx?$/.test(file)).map((file) => `page:${address(file)}`);
}

/** Mounts the API for hosts that run Next alone; its ways in are the API's own. */
const mount = "app/api/[[...path]]/route.ts";

function routes(): string[] {
  return files
    .filter((file) => /^app\/.*\/route\.tsx?$/.test(file) && file !== mount)
    .flatMap((file) =>
      exportsOf(file)
        .filter((name) => methods.includes(name))
        .map((method) => `route:${method} ${address(file)}`),
    );
}

const sliceOf = (file: string) => file.split("/")[1] ?? "";
const isServerFile = (file: string) => /^\s*(?:\/\*[\s\S]*?\*\/\s*)?["']use server["']/.test(source(file));

function actions(): string[] {
  return files
    .filter(isServerFile)
    .flatMap((file) => exportsOf(file).map((name) => `action:${sliceOf(file)}/${name}`));
}

const queryFiles = files.filter((file) => /^lib\/[^/]+\/queries(\.ts|\/.*)$/.test(file));

function queries(): string[] {
  return queryFiles
    .flatMap((file) =>
      matches(source(file), /^export (?:async function|const (?=\w+ = (?:cache\(|async))) ?(\w+)/gm).map(
        (name) => `query:${sliceOf(file)}/${name}`,
      ),
    )
    .filter((name) => !builders.has(name));
}

const apis = apiRoutes.map(({ method, path }) => `api:${method} /api/v1${path}`);

const existing = new Set([...pages(), ...routes(), ...actions(), ...queries(), ...apis]);
const listed = new Set(Object.keys(entries));

describe("the table of entries", () => {
  it("names every page, route, action and query that exists", () => {
    expect([...existing].filter((entry) => !listed.has(entry))).toEqual([]);
  });

  it("names nothing that does not exist", () => {
    expect([...listed].filter((entry) => !existing.has(entry))).toEqual([]);
  });

  it("asks every entry for a capability of the permission table or for a door", () => {
    const keys = Object.values(keyPermissions).flat();
    const isApi = (entry: string) => entry.startsWith("api:");
    const ofPeople = new Set<string>([...doors, ...Object.keys(permissions)]);
    const ofKeys = new Set<string>(keys);
    const wrong = Object.entries(entries).filter(
      ([entry, asked]) => !(isApi(entry) ? ofKeys : ofPeople).has(asked),
    );
    expect(wrong).toEqual([]);
  });

  it("says of every API route what its gate asks, and every route has one", () => {
    const listed: Record<string, string> = entries;
    const differing = apiRoutes.filter(
      ({ method, path, capability }) => listed[`api:${method} /api/v1${path}`] !== capability,
    );
    expect(differing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect(apis.length).toBe(new Set(apis).size);
    expect(apis.length).toBeGreaterThan(10);
  });

  it("opens no console page, and nothing of it, to somebody without a role", () => {
    const console = Object.entries(entries).filter(([entry]) => entry.includes("/console/["));
    expect(console.filter(([, asked]) => doors.includes(asked))).toEqual([]);
    expect(console.length).toBeGreaterThan(10);
  });
});

describe("ways in", () => {
  it("are found where they are: no server action hides within another file", () => {
    const inline = files.filter((file) => /^\s+["']use server["']/m.test(source(file)));
    expect(inline).toEqual([]);
    const misplaced = files.filter(
      (file) => isServerFile(file) && !/^lib\/[^/]+\/actions(\/[a-z-]+)?\.ts$/.test(file),
    );
    expect(misplaced).toEqual([]);
  });

  it("begin with proof: every query takes the reader's scope first", () => {
    const without = queryFiles.flatMap((file) =>
      matches(source(file), /^export async function (\w+)\((?!\s*scope: Scope\b)/gm).map(
        (name) => `query:${sliceOf(file)}/${name}`,
      ),
    );
    expect(without.filter((name) => !builders.has(name))).toEqual([]);
  });

  it("go through a gate: every page and route asks one itself or through the loader it imports", () => {
    const gate =
      /\b(staffGate|memberGate|visitorGate|activityGate|giftGate|previewGate|inboxGate|staffSession|require[A-Z]\w+)\(/;
    const loaders = (file: string) =>
      matches(source(file), /from "(@\/app\/[^"]+|\.\.?\/[^"]+)"/g)
        .map((from) => (from.startsWith("@/") ? from.slice(2) : join(file, "..", from)))
        .map((path) => `${path}.ts`)
        .filter((path) => files.includes(path));
    // The link is what proves who comes.
    const byLink = "app/(auth)/sign-in/reset/[token]/page.tsx";
    // Images are shown on public pages: whoever has the name of one may see it.
    const media = "app/(member)/media/[file]/route.ts";
    const short = "app/(member)/s/[slug]/route.ts";
    // It is nobody's: what a device shows that has no connection and nothing saved.
    const shell = "app/(member)/offline/page.tsx";
    const open = new Set([shell, "app/(auth)/console/page.tsx", byLink, media, short, mount]);
    const ungated = files.filter((file) => {
      if (!/^app\/.*\/(page|route)\.tsx?$/.test(file) || open.has(file)) return false;
      const isTheSameElsewhere = /^export \{[^}]*\b(default|GET)\b/m.test(source(file));
      return !isTheSameElsewhere && ![file, ...loaders(file)].some((one) => gate.test(source(one)));
    });
    expect(ungated).toEqual([]);
  });
});
