import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { permissions } from "@/lib/platform/auth/permissions";
import { roles } from "@/lib/platform/auth/scope";

it.each(["en", "zh-CN"])(
  "the matrix of roles names and explains every permission and every role, in %s",
  (locale) => {
    const file = readFileSync(join(process.cwd(), "messages", locale, "staff.json"), "utf8");
    const words: {
      capabilities: Record<string, string>;
      explained: Record<string, string>;
      about: Record<string, string>;
    } = JSON.parse(file);
    const asked = Object.keys(permissions).map((name) => name.replace(".", "_"));
    expect(Object.keys(words.capabilities).sort()).toEqual(asked.sort());
    expect(Object.keys(words.explained).sort()).toEqual(asked.sort());
    expect(Object.keys(words.about).sort()).toEqual([...roles].sort());
  },
);
