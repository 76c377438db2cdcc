import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { productInputSchema } from "@/lib/catalogue/schema";
import { couponInputSchema } from "@/lib/coupons/schema";
import { channelInputSchema, linkInputSchema } from "@/lib/links/schema";
import { groupInputSchema, planInputSchema, profileInputSchema, tagInputSchema } from "@/lib/members/schema";
import {
  brandInputSchema,
  merchantInputSchema,
  preferencesSchema,
  storeInputSchema,
} from "@/lib/merchants/schema";
import { webhookInputSchema } from "@/lib/notifications/schema";
import { packSaleSchema } from "@/lib/packs/schema";
import { auditActions, auditObjects, fieldChanges, objectPath } from "./audit-words";

const root = process.cwd();
const words = (locale: string) =>
  JSON.parse(readFileSync(join(root, "messages", locale, "audit.json"), "utf8")) as {
    actions: Record<string, string>;
    objects: Record<string, string>;
    fields: Record<string, string>;
  };

/** What stands before a name that is an event's, a kept answer's, a permission's or a file's, and no action's. */
const notActions = /(?:\b(?:type|route|kind|capability|path|name): |systemScope\(\w+, )$/;

const sources = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.includes(".test."))
  .map((file) => readFileSync(join(root, "lib", file), "utf8"));
const writers = sources.filter((text) =>
  /\brecordAudits?\b|\bauditPerson\b|\bopenSession\b|insert\(auditEntries\)/.test(text),
);

/** The keys of the object that begins at `from`, those of objects within it left out. */
function keysAt(text: string, from: number): string[] {
  const parts = [""];
  let depth = 0;
  for (const sign of text.slice(from + 1, from + 600)) {
    if (depth === 0 && sign === "}") break;
    if ("{[(".includes(sign)) depth += 1;
    if ("}])".includes(sign)) depth -= 1;
    if (depth === 0 && sign === ",") parts.push("");
    else parts.push((parts.pop() ?? "") + sign);
  }
  return parts.flatMap((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? []);
}

/** The inputs whose fields are written down by name, as they are or where they changed. */
const inputs = [
  couponInputSchema,
  packSaleSchema,
  productInputSchema,
  storeInputSchema,
  merchantInputSchema,
  brandInputSchema,
  preferencesSchema,
  profileInputSchema,
  tagInputSchema,
  groupInputSchema,
  planInputSchema,
  linkInputSchema,
  channelInputSchema,
  webhookInputSchema,
];

/** Every action and object type that code writes, as far as it is written out. */
function written() {
  const actions = writers.flatMap((text) =>
    [...text.matchAll(/"([a-z_]+\.[a-z_]+)"/g)]
      .filter(({ index }) => !notActions.test(text.slice(Math.max(0, index - 40), index)))
      .map(([, name = ""]) => name),
  );
  const objects = sources.flatMap((text) =>
    [...text.matchAll(/objectType: "([a-z_]+)"/g)].map(([, name = ""]) => name),
  );
  return { actions: new Set(actions), objects: new Set(objects) };
}

/** Events that are told in the same files, by the action they follow. */
const events = /\.(changed|created|registered|completed|paid|refunded|partly_refunded)$/;

describe("the words of the audit log", () => {
  it.each(["en", "zh-CN"])("name every action and every object that can be filtered by, in %s", (locale) => {
    const { actions, objects } = words(locale);
    expect(Object.keys(actions).sort()).toEqual(auditActions.map((name) => name.replaceAll(".", "_")).sort());
    expect(Object.keys(objects).sort()).toEqual([...auditObjects].sort());
  });

  it("know every action that code writes into the log", () => {
    const known = new Set<string>(auditActions);
    const { actions } = written();
    expect([...actions].filter((name) => !known.has(name) && !events.test(name))).toEqual([]);
    expect(actions.size).toBeGreaterThan(80);
  });

  it("know every type of object that code writes into the log", () => {
    const known = new Set<string>([...auditObjects, "participation"]);
    expect([...written().objects].filter((name) => !known.has(name))).toEqual([]);
  });

  it("name every field that code writes into the log, in both languages (UX-28)", () => {
    const literal = writers.flatMap((text) =>
      [...text.matchAll(/\b(?:before|after): (?=\{)/g)].flatMap(({ index, 0: { length } }) =>
        keysAt(text, index + length),
      ),
    );
    const typed = inputs.flatMap((schema) => Object.keys(schema.shape));
    const fields = new Set([...literal, ...typed]);
    expect(fields.size).toBeGreaterThan(100);
    const [en, zh] = [words("en").fields, words("zh-CN").fields];
    expect([...fields].filter((field) => !(field in en))).toEqual([]);
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  });
});

describe("what an entry is about", () => {
  it("leads to a page of the console wherever it has one", () => {
    const pages = "app/(console)/console/[merchant]";
    const exists = (path: string) => {
      const steps = path.replace(/\?.*/, "").split("/");
      const found = steps.reduce<string[]>(
        (dirs, step) =>
          dirs.flatMap((dir) =>
            readdirSync(join(root, dir)).flatMap((name) =>
              name === step || (step.endsWith("_x") && name.startsWith("[")) ? [`${dir}/${name}`] : [],
            ),
          ),
        [pages],
      );
      return found.some((dir) => readdirSync(join(root, dir)).includes("page.tsx"));
    };
    const paths = auditObjects.flatMap((type) => objectPath(type, "id_x", "cpn_x") ?? []);
    expect(paths.filter((path) => !exists(path))).toEqual([]);
    expect(paths.length).toBeGreaterThan(18);
  });
});

describe("the change of an entry", () => {
  it("is told field by field, whether it came, went or became another", () => {
    expect(fieldChanges({ before: { name: "A", gone: 1 }, after: { name: "B", made: [2] } })).toEqual([
      { field: "name", before: "A", after: "B" },
      { field: "gone", before: 1, after: undefined },
      { field: "made", before: undefined, after: [2] },
    ]);
  });

  it("is nothing where nothing was written down", () => {
    expect(fieldChanges({ before: null, after: null })).toEqual([]);
  });
});
