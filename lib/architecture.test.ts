import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const skipped = new Set([
  "node_modules",
  ".git",
  ".next",
  ".data",
  "dist",
  "test-results",
  "playwright-report",
]);

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

const files = walk(".").filter((file) => /\.(ts|tsx|mts)$/.test(file) && !file.endsWith(".d.ts"));
const text = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
const source = (file: string) => text.get(file) ?? "";
/** The code without comments, so that words in them are not taken for code. */
const code = (file: string) => source(file).replace(/\/\*[\s\S]*?\*\/|(?<![:"'`])\/\/.*$/gm, "");
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);

type Import = { readonly from: string; readonly to: string; readonly typeOnly: boolean };

/** Our own files that `file` imports, as paths from the root without extension. */
function importsOf(file: string): Import[] {
  const found = source(file).matchAll(
    /(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/g,
  );
  return [...found].flatMap(([, type, target = ""]) => {
    const to = target.startsWith("@/")
      ? target.slice(2)
      : target.startsWith(".")
        ? join(dirname(file), target)
        : null;
    return to === null ? [] : [{ from: file, to, typeOnly: Boolean(type) }];
  });
}

const imports = files.flatMap(importsOf);

/** Slices in the order in which they may know each other: a slice uses those before it. */
const slices = [
  "merchants",
  "workspace",
  "jobs",
  "catalogue",
  "members",
  "risk",
  "coupons",
  "vouchers",
  "codes",
  "payments",
  "packs",
  "activities",
  "orders",
  "distribution",
  "links",
  "notifications",
  "analytics",
];
const partOf = (path: string) => {
  const [lib, slice = "", file = ""] = path.split("/");
  return lib === "lib" && slices.includes(slice) ? { slice, file: file.replace(/\.tsx?$/, "") } : null;
};

type Kind =
  | "schema"
  | "rules"
  | "repository"
  | "queries"
  | "actions"
  | "api"
  | "events"
  | "jobs"
  | "use case";
const named = ["schema", "rules", "repository", "queries", "actions", "api", "events", "jobs"] as const;
const kindOf = (path: string): Kind | null => {
  const part = partOf(path);
  return part ? (named.find((name) => name === part.file) ?? "use case") : null;
};

/** What each kind of file may import of its own and of earlier slices (architecture.md section 2). */
const own: Record<Kind, readonly Kind[]> = {
  // A slice's schema may be several files, so that a form brings no more of it than it asks for.
  schema: ["schema"],
  rules: ["schema", "rules"],
  repository: ["schema", "rules", "repository"],
  "use case": ["schema", "rules", "repository", "use case", "events"],
  queries: ["schema", "rules", "queries"],
  actions: ["schema", "rules", "use case", "queries"],
  api: ["schema", "use case", "queries"],
  events: ["schema", "use case"],
  jobs: ["schema", "use case", "queries"],
};
const earlier: Record<Kind, readonly Kind[]> = {
  schema: ["schema"],
  rules: ["schema", "rules"],
  repository: ["schema", "rules"],
  "use case": ["schema", "rules", "use case", "events"],
  queries: ["schema", "rules", "queries"],
  actions: ["schema", "use case"],
  api: ["schema", "use case", "queries"],
  events: ["schema", "use case", "events"],
  jobs: ["schema", "use case"],
};

const say = (list: readonly Import[]) => list.map((edge) => `${edge.from} imports ${edge.to}`);
const production = files.filter((file) => !isTest(file));

describe("the rooms", () => {
  it("are those of the map and no others", () => {
    const rooms = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !skipped.has(entry.name) && !entry.name.startsWith("."))
      .map((entry) => entry.name);
    const known = ["app", "bench", "components", "db", "docs", "e2e", "lib", "messages", "public", "scripts"];
    expect(rooms.filter((room) => !known.includes(room))).toEqual([]);
    const lib = readdirSync(join(root, "lib")).filter((name) =>
      statSync(join(root, "lib", name)).isDirectory(),
    );
    expect(lib.filter((name) => ![...slices, "kernel", "platform", "pricing"].includes(name))).toEqual([]);
  });

  it("hold files with kebab-case names and none that says nothing", () => {
    const framework = /^app\/|\.config\.ts$/;
    const odd = files.filter(
      (file) => !framework.test(file) && !/(^|\/)[a-z0-9-]+(\.[a-z0-9-]+)*\.m?tsx?$/.test(file),
    );
    expect(odd).toEqual([]);
    const vague = /\/(index|utils?|helpers?|types|service|common|misc)\.tsx?$/;
    expect(files.filter((file) => vague.test(file) && file !== "db/schema/index.ts")).toEqual([]);
  });

  it("have slices made of the closed set of file names: a use case is a verb and a noun", () => {
    const odd = files.filter((file) => {
      const part = partOf(file);
      if (!part) return false;
      if (isTest(file)) return false;
      const inFolder = /^lib\/[a-z]+\/(rules|repository|queries|actions)\/[a-z-]+\.ts$/.test(file);
      return !inFolder && !named.some((name) => name === part.file) && !/^[a-z]+(-[a-z]+)+$/.test(part.file);
    });
    expect(odd).toEqual([]);
  });
});

describe("data goes one way", () => {
  it("a slice knows only the slices before it", () => {
    const back = imports.filter((edge) => {
      const [a, b] = [partOf(edge.from), partOf(edge.to)];
      return a && b && !isTest(edge.from) && slices.indexOf(b.slice) > slices.indexOf(a.slice);
    });
    expect(say(back)).toEqual([]);
  });

  it("each kind of file imports only what it may", () => {
    const wrong = imports.filter((edge) => {
      const [a, b] = [partOf(edge.from), partOf(edge.to)];
      const [from, to] = [kindOf(edge.from), kindOf(edge.to)];
      if (!a || !b || !from || !to || isTest(edge.from)) return false;
      return !(a.slice === b.slice ? own : earlier)[from].includes(to);
    });
    expect(say(wrong)).toEqual([]);
  });

  it("schemas and rules do no I/O: they import kernel, pricing, schemas and rules", () => {
    const wrong = imports.filter((edge) => {
      const kind = kindOf(edge.from);
      if ((kind !== "schema" && kind !== "rules") || isTest(edge.from)) return false;
      if (edge.typeOnly && edge.to === "lib/platform/auth/scope") return false;
      return (
        !/^lib\/(kernel|pricing)\//.test(edge.to) && !["schema", "rules"].includes(kindOf(edge.to) ?? "")
      );
    });
    expect(say(wrong)).toEqual([]);
  });

  it("the kernel imports nothing of ours, pricing only the kernel", () => {
    const wrong = imports.filter(
      (edge) =>
        !isTest(edge.from) &&
        ((edge.from.startsWith("lib/kernel/") && !edge.to.startsWith("lib/kernel/")) ||
          (edge.from.startsWith("lib/pricing/") && !/^lib\/(kernel|pricing)\//.test(edge.to))),
    );
    expect(say(wrong)).toEqual([]);
  });

  it("the platform knows no slice", () => {
    const wrong = imports.filter(
      (edge) => edge.from.startsWith("lib/platform/") && partOf(edge.to) && !isTest(edge.from),
    );
    expect(say(wrong)).toEqual([]);
  });

  it("screens read through queries and write through actions: never the database or a repository", () => {
    const wrong = imports.filter(
      (edge) =>
        /^(app|components)\//.test(edge.from) &&
        !isTest(edge.from) &&
        (/^db\//.test(edge.to) || kindOf(edge.to) === "repository"),
    );
    expect(say(wrong)).toEqual([]);
  });

  it("the design system knows no slice", () => {
    const wrong = imports.filter(
      (edge) => edge.from.startsWith("components/ui/") && partOf(edge.to) && !isTest(edge.from),
    );
    expect(say(wrong)).toEqual([]);
  });

  it("the API runs without Next: nothing it is made of imports a part that only lives in a page's render", () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const edge of importsOf(file)) {
        const to = [`${edge.to}.ts`, `${edge.to}.tsx`].find((path) => text.has(path));
        if (to && !edge.typeOnly) visit(to);
      }
    };
    visit("lib/api.ts");
    const bound = /from "(?:next|next-intl|react|server-only)(?:\/[^"]*)?"/;
    expect([...seen].filter((file) => bound.test(code(file)))).toEqual([]);
    expect(seen.size).toBeGreaterThan(30);
  });

  it("nothing in lib and db goes round in a circle", () => {
    const next = new Map<string, string[]>();
    for (const edge of imports) {
      if (isTest(edge.from) || edge.typeOnly || !/^(lib|db)\//.test(edge.from)) continue;
      const from = edge.from.replace(/\.tsx?$/, "");
      next.set(from, [...(next.get(from) ?? []), edge.to]);
    }
    const done = new Set<string>();
    const circle = (at: string, path: readonly string[]): string[] | null => {
      if (path.includes(at)) return [...path.slice(path.indexOf(at)), at];
      if (done.has(at)) return null;
      for (const to of next.get(at) ?? []) {
        const found = circle(to, [...path, at]);
        if (found) return found;
      }
      done.add(at);
      return null;
    };
    expect([...next.keys()].map((file) => circle(file, [])).find(Boolean) ?? null).toBeNull();
  });
});

describe("one place each", () => {
  it("writes tables: repositories, seeds and the platform's own tables", () => {
    const writers =
      /^scripts\/mutants\/|^lib\/[a-z]+\/repository(\.ts|\/)|^db\/|^lib\/platform\/(payments\/test-desk|outbox|rate-limit|sms|mail|last-seen|auth\/denied|worker-heartbeat)\.ts$/;
    const writes = /\b(?:tx|reader|db\(\))\s*\.\s*(?:insert|update|delete)\(/;
    expect(production.filter((file) => !writers.test(file) && writes.test(code(file)))).toEqual([]);
  });

  it("opens the pool: queries, gates and the platform; use cases get a transaction", () => {
    const users = imports.filter((edge) => edge.to === "db/client" && !edge.typeOnly && !isTest(edge.from));
    const allowed = /^(db\/|lib\/platform\/|server\.ts|scripts\/|e2e\/|bench\/)|\/queries(\.ts|\/)/;
    // Tries are counted outside of the transaction on purpose: they stay counted when it is rolled back.
    const counts = /\b(?:hit|usedUp|giveBack)\(db\(\)/g;
    const inSlice = users.filter(
      (edge) => !allowed.test(edge.from) && /\bdb\(\)/.test(code(edge.from).replace(counts, "")),
    );
    expect(say(inSlice)).toEqual([]);
  });

  it("mints a scope: the gates, the seed and tests", () => {
    const minters =
      /^lib\/platform\/auth\/(gates|member-gates|api-gates|request-gates|job-gates|scope)\.ts$|^db\/seed\//;
    expect(production.filter((file) => !minters.test(file) && /\bmintScope\(/.test(code(file)))).toEqual([]);
  });

  it("knows the driver: the pool, its transactions, migrations, the embedded server and what measures them", () => {
    const drivers = /^(db|scripts|e2e|bench)\//;
    expect(
      production.filter(
        (file) => !drivers.test(file) && /from "(postgres|pg|drizzle-orm\/postgres-js)"/.test(source(file)),
      ),
    ).toEqual([]);
  });

  it("makes ids: the kernel", () => {
    const makers = /^lib\/kernel\/id\.ts$/;
    const prefixes = /[`"'](?:mch|str|stf|mbr|prd|cat|cpn|vch|act|pol|prt)_\$\{/;
    expect(production.filter((file) => !makers.test(file) && prefixes.test(source(file)))).toEqual([]);
  });
});

describe("pure rooms", () => {
  const pure = production.filter(
    (file) => /^lib\/pricing\//.test(file) || ["rules", "schema"].includes(kindOf(file) ?? ""),
  );

  it("have no clock, chance, waiting or console", () => {
    const impure =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\basync\b|\bawait\b|\bconsole\.|\bprocess\.|\bperformance\./;
    expect(pure.filter((file) => impure.test(code(file)))).toEqual([]);
    expect(pure.length).toBeGreaterThan(10);
  });
});

describe("sizes and words", () => {
  const lines = (file: string) => source(file).split("\n").length - 1;

  it("no file is longer than 300 lines, no page longer than 60", () => {
    expect(
      files.filter((file) => lines(file) > 300 && !isTest(file)).map((file) => `${lines(file)} ${file}`),
    ).toEqual([]);
    const pages = files.filter((file) => /^app\/.*\/page\.tsx$/.test(file) && lines(file) > 60);
    expect(pages.map((file) => `${lines(file)} ${file}`)).toEqual([]);
  });

  it("types are told the truth: no any, no suppressed error, no assertion against null", () => {
    const lies = /\bas any\b|:\s*any\b|@ts-(?:ignore|expect-error|nocheck)|\b[\w)\]]+!(?:\.|\)|;|,)/;
    expect(production.filter((file) => lies.test(code(file).replace(/"[^"\n]*"|`[^`]*`/g, '""')))).toEqual(
      [],
    );
  });

  it("what is exported from rules, repositories and use cases begins with its guarantee", () => {
    const kinds = ["rules", "repository", "use case"];
    const bare = production
      .filter((file) => kinds.includes(kindOf(file) ?? "") || file.startsWith("lib/kernel/"))
      .flatMap((file) =>
        [...source(file).matchAll(/(\*\/\n)?export (?:async )?function (\w+)/g)]
          .filter(([, comment]) => !comment)
          .map(([, , name]) => `${file}: ${name}`),
      );
    expect(bare).toEqual([]);
  });

  it("a part that is fetched when it is wanted says what stands there until then, so that the page around it stays", () => {
    const bare = production
      .filter((file) => /from "next\/dynamic"/.test(source(file)))
      .flatMap((file) =>
        [...code(file).matchAll(/const (\w+) = dynamic\(([\s\S]*?)\);\n/g)]
          .filter(([, , call = ""]) => !/\bssr: false|\bloading:/.test(call))
          .map(([, name]) => `${file}: ${name}`),
      );
    expect(bare).toEqual([]);
  });

  it("every query and use case asks for a scope", () => {
    const without = production
      .filter((file) => kindOf(file) === "queries")
      .flatMap((file) =>
        [...code(file).matchAll(/export async function (\w+)\(\s*([^)]*)/g)]
          .filter(([, , params = ""]) => !/\bscope: Scope\b/.test(params))
          .map(([, name]) => `${relative(".", file)}: ${name}`),
      );
    expect(without).toEqual([]);
  });
});
