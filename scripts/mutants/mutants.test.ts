import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mutants } from "@/scripts/mutants/list";
import { applyTo, inFile, type Mutant, rotOf } from "@/scripts/mutants/mutant";
import { type TestOutcome, verdictOf } from "@/scripts/mutants/verdict";

describe("the list of mutants", () => {
  it("fits the code: what each one breaks stands there exactly once, and its tests are there", () => {
    expect(mutants.flatMap((mutant) => rotOf(mutant, process.cwd()))).toEqual([]);
  });

  it("names each guard once, with what breaks it and what must go red", () => {
    const guards = mutants.map(({ guard }) => guard);
    expect(guards.filter((guard, at) => guards.indexOf(guard) !== at)).toEqual([]);
    expect(mutants.filter(({ edits, red }) => edits.length === 0 || red.length === 0)).toEqual([]);
  });
});

describe("a mutant", () => {
  const root = mkdtempSync(join(tmpdir(), "mutants-"));
  const write = (file: string, text: string) => writeFileSync(join(root, file), text);
  const a = inFile("a.ts");
  const mutant: Mutant = {
    guard: "two guards",
    edits: [a("x > 1", "true"), a("y > 2", "$& true")],
    red: [{ file: "a.test.ts", name: "holds" }],
  };
  write("a.test.ts", 'it("holds", () => undefined);');
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("changes all that it names, word for word, and is put back whole", () => {
    const text = "if (x > 1 && y > 2) return;";
    write("a.ts", text);
    const restore = applyTo(mutant, root);
    expect(readFileSync(join(root, "a.ts"), "utf8")).toBe("if (true && $& true) return;");
    restore();
    expect(readFileSync(join(root, "a.ts"), "utf8")).toBe(text);
  });

  it("is rotten when its place is gone or there twice, when it changes nothing, and when its test is gone", () => {
    write("a.ts", "if (x > 1 && y > 2) return;");
    expect(rotOf(mutant, root)).toEqual([]);
    expect(rotOf({ ...mutant, edits: [a("x > 1", "x > 1")] }, root)).toHaveLength(1);
    expect(rotOf({ ...mutant, red: [{ file: "a.test.ts", name: "was renamed" }] }, root)).toHaveLength(1);
    write("a.ts", "if (x > 1 && x > 1) return;");
    expect(rotOf(mutant, root)).toHaveLength(2);
  });
});

describe("the verdict on a mutant", () => {
  const failed = (...errors: string[]): TestOutcome => ({
    file: "a",
    name: "a test",
    state: "failed",
    errors,
  });
  const passed: TestOutcome = { file: "a", name: "a test", state: "passed", errors: [] };

  it("is killed when a test failed, survived when all were green", () => {
    expect(verdictOf(1, [passed, failed("AssertionError: expected 1 to be 2")]).word).toBe("killed");
    expect(verdictOf(1, [failed("Error: Failed query\nPostgresError: row count (P0001)")]).word).toBe(
      "killed",
    );
    expect(verdictOf(0, [passed]).word).toBe("survived");
  });

  it("is broken when it is no program any more, no test ran, or the machine was too busy: that proves nothing", () => {
    expect(verdictOf(1, []).word).toBe("broken");
    expect(verdictOf(1, null).word).toBe("broken");
    expect(verdictOf(0, []).word).toBe("broken");
    expect(verdictOf(1, [passed]).word).toBe("broken");
    for (const nonsense of [
      "ReferenceError: scop is not defined",
      "TypeError: tx.find is not a function",
      "Error: Failed query\nPostgresError: column q.x does not exist (42703)",
      "AppError: busy (busy)\nPoolFault: no connection to the database became free in time (POOL_FULL)",
      "Error: Test timed out in 30000ms.",
    ]) {
      expect(verdictOf(1, [failed(nonsense)]).word).toBe("broken");
      expect(verdictOf(1, [failed(nonsense), failed("AssertionError: no")]).word).toBe("killed");
    }
  });
});
