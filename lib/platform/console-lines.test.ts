import { afterEach, describe, expect, it, vi } from "vitest";
import { consoleToLog, plainWords } from "@/lib/platform/console-lines";
import { reportError } from "@/lib/platform/report-error";

const original = { ...console };
afterEach(() => {
  Object.assign(console, original);
  vi.restoreAllMocks();
});

function captured(): string[] {
  const lines: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
  return lines;
}

describe("what libraries write to the console", () => {
  it("shows of a failed statement neither its text nor its parameters", async () => {
    const lines = captured();
    consoleToLog();
    const failed = new Error("Failed query: select * from member where phone = $1\nparams: +85260120041");
    console.error("⨯", Object.assign(failed, { query: "select", params: ["+85260120041"] }));
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "error",
      err: { message: "a database statement failed" },
    });
    expect(lines.join()).not.toContain("60120041");
  });

  it("is not said again of an error that was reported with its request", async () => {
    const lines = captured();
    consoleToLog();
    const error = new Error("once");
    console.error(error);
    reportError("unexpected error", error, { requestId: "r-1", route: "/a/[slug]" });
    console.error(error);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ requestId: "r-1", route: "/a/[slug]" }]);
  });

  it.each([
    ["Failed query: insert into x values ($1)\nparams: SNOWFLAKE", /SNOWFLAKE|insert/],
    ["no member with phone +852 6012 0041", /6012|0041/],
    ["code 123456 was wrong", /123456/],
    ["mail to grace@harbour.example failed", /grace|harbour/],
    ["cookie scrip.member=eyJhbGciOiJkaXIiLCJlbmMi", /eyJ/],
    ["password=hunter2 is wrong", /hunter2/],
  ])("loses its values: %s", (text, value) => {
    expect(plainWords([text])).not.toMatch(value);
  });

  it("keeps what only describes", () => {
    expect(plainWords(["Warning: a key is missing", { secret: 1 }])).toBe("Warning: a key is missing");
    expect(plainWords([{ secret: 1 }])).toBe("(something else)");
  });
});
