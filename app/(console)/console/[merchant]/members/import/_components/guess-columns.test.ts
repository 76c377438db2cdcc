import { describe, expect, it } from "vitest";
import { importFields } from "@/lib/members/schema/import";
import en from "@/messages/en/members.json";
import zh from "@/messages/zh-CN/members.json";
import { guessColumns } from "./guess-columns";

describe("the columns of an imported file", () => {
  it("are known by the headers of our own exports and template, in both languages", () => {
    for (const { columns } of [en, zh]) {
      const header = importFields.map((field) => columns[field]);
      expect(Object.values(guessColumns(header))).toEqual(importFields.map((_, at) => at));
    }
  });

  it("are left open where no header says what they are", () => {
    expect(guessColumns(["A", "MOBILE ", "B"])).toMatchObject({ phone: 1, name: null, tags: null });
  });
});
