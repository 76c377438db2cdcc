import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { jobKinds } from "@/lib/platform/auth/job-kinds";

type Words = { readonly [part: string]: Words | string };

function wordsAt(words: Words | string | undefined, path: string): unknown {
  const [first = "", ...rest] = path.split(".");
  const found = typeof words === "object" ? words[first] : undefined;
  return rest.length === 0 ? found : wordsAt(found, rest.join("."));
}

describe.each(["en", "zh-CN"])("the words of jobs in %s", (locale) => {
  const jobs: Words = JSON.parse(readFileSync(`messages/${locale}/jobs.json`, "utf8"));

  it.each(Object.keys(jobKinds))("name %s in the tray, and in the filter of the list", (kind) => {
    expect(wordsAt(jobs, `kinds.${kind}`)).toEqual(expect.any(String));
    expect(wordsAt(jobs, `kindNames.${kind}`)).toEqual(expect.any(String));
  });
});
