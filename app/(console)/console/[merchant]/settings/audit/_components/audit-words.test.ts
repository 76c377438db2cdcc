import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { auditActions, auditObjects, fieldChanges } from "./audit-words";

const root = process.cwd();
const words = (locale: string) =>
  JSON.parse(readFileSync(join(root, "messages", locale, "audit.json"), "utf8")) as {
    actions: Record<string, string>;
    objects: Record<string, string>;
  };

/** What stands before a name that is an event's, a kept answer's, a permission's or a file's, and no action's. */
const notActions = /(?:\b(?:type|route|kind|capability|path|name): |systemScope\(\w+, )$/;

/** Every action and object type that code writes, as far as it is written out. */
function written() {
  const files = readdirSync(join(root, "lib"), { recursive: true, encoding: "utf8" });
  const sources = files
    .filter((file) => file.endsWith(".ts") && !file.includes(".test."))
    .map((file) => readFileSync(join(root, "lib", file), "utf8"));
  const writers = sources.filter((text) =>
    /\brecordAudits?\b|\bauditPerson\b|\bopenSession\b|insert\(auditEntries\)/.test(text),
  );
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
