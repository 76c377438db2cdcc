import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, it } from "vitest";
import { namespaces } from "./namespaces";

type Tree = { [key: string]: string | Tree };

function read(locale: string, name: string): Tree {
  return JSON.parse(readFileSync(join(import.meta.dirname, locale, `${name}.json`), "utf8"));
}

function flatten(tree: Tree, path = ""): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") flat.set(here, value);
    else for (const [inner, text] of flatten(value, here)) flat.set(inner, text);
  }
  return flat;
}

/** Arguments and tags a message uses, through plurals and selects; `other` is what every plural must have. */
function argumentsOf(elements: MessageFormatElement[], found = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    found.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
    if (element.type === TYPE.tag) argumentsOf(element.children, found);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) argumentsOf(option.value, found);
    }
  }
  return found;
}

/** `off` and `fold` are two readings of one discount (20 % off = 8 折): a language takes the one it uses. */
const args = (text: string) => {
  const names = [...argumentsOf(parse(text))].map((name) => (name === "fold" ? "off" : name));
  return [...new Set(names)].sort();
};

describe("the words of the product", () => {
  it("are listed: every file is a namespace and every namespace a file, in both languages", () => {
    for (const locale of ["en", "zh-CN"]) {
      const files = readdirSync(join(import.meta.dirname, locale)).map((file) => file.replace(/\.json$/, ""));
      expect(files.sort()).toEqual([...namespaces].sort());
    }
  });

  it.each(namespaces)("of %s say the same things in both languages, with the same arguments", (name) => {
    const english = flatten(read("en", name));
    const chinese = flatten(read("zh-CN", name));
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      const other = chinese.get(key) ?? "";
      expect(text.trim(), `${name}.${key} in English`).not.toBe("");
      expect(other.trim(), `${name}.${key} in Chinese`).not.toBe("");
      expect({ key, args: args(other) }).toEqual({ key, args: args(text) });
    }
  });
});
