import { expect, it } from "vitest";
import { shapesAlone, unfitLines } from "@/scripts/log-check";

const never = {
  phones: ["+85260120041"],
  emails: ["grace@harbour.example"],
  oneTimeCodes: ["493817"],
  words: ["KX7P2M4QRT9A"],
  texts: ["harbour-admin", "a few words in a row"],
};
const good = [
  '{"time":"2026-11-25T21:09:47.076Z","level":"info","msg":"request","requestId":"60120041-3e90-41d3-b8c5-493817493817","route":"/a/[slug]","status":200,"ms":333.8}',
  '{"time":"2026-11-25T21:09:47.076Z","level":"error","msg":"x","err":{"stack":"    at get (server.js:1:493817)"}}',
  '{"msg":"serving","code":"port 4938"}',
];

it("finds nothing in lines that say what happened and to which request", () => {
  expect(unfitLines(`${good.join("\n")}\n`, never)).toEqual([]);
});

it.each([
  ['{"msg":"to +85260120041"}'],
  ['{"msg":"to 60120041"}'],
  ['{"msg":"to +447700900123"}'],
  ['{"msg":"grace@harbour.example"}'],
  ['{"msg":"code 493817"}'],
  ['{"code":"493817"}'],
  ['{"msg":"voucher KX7P2M4QRT9A"}'],
  ['{"msg":"password harbour-admin is wrong"}'],
  ['{"msg":"scrip.member.mch_1=abc"}'],
  ['{"msg":"Bearer abcdef"}'],
  ['{"msg":"eyJhbGciOiJkaXIiLCJl"}'],
  ['{"msg":"Failed query: select id from member where phone = $1"}'],
  ['{"msg":"insert into x"}'],
  ['{"msg":"params: 1"}'],
  ['{"route":"/a/winter2026?p=SNOWFLAKE"}'],
  [`{"msg":"sk_${"aB3-_xY9".repeat(6).slice(0, 43)}"}`],
  [`{"msg":"whsec_${"aB3-_xY9".repeat(6).slice(0, 43)}"}`],
  [`{"route":"/invite/inv_01kb0123456789abcdefghjkmn.${"aB3-_xY9".repeat(6).slice(0, 43)}"}`],
  ['{"msg":"JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}'],
  ['{"msg":"code ab3de-fgh4k"}'],
  ['{"msg":"password a few words in a row"}'],
  ["Error: something printed past the logger"],
  ['"text"'],
])("finds %s", (line) => {
  expect(unfitLines([good[0], line, good[1]].join("\n"), never)).toHaveLength(1);
});

const torn = '{"time":"2026-11-25T21:09:47.076Z","level":"warn","msg":"to';

it("lets the line of a killed process be torn, before the next one's first or at the end", () => {
  const log = [good[0], `${torn}${good[1]}`, `{"ti${good[0]}`, torn].join("\n");
  expect(unfitLines(log, never, true)).toEqual([]);
  expect(unfitLines(log, never)).toHaveLength(3);
});

it.each([
  [`${torn} 60120041${good[0]}`],
  [`${torn} grace@harbour.example`],
  [`${torn}\n${good[0]}`],
  [`Error: something${good[0]}`],
  [`${good[0]}\nError: the last words`],
])("finds what a torn line says, and what is no line's beginning: %s", (log) => {
  expect(unfitLines(log, never, true)).toHaveLength(1);
});

it("finds shapes where no database is known", () => {
  expect(unfitLines('{"msg":"to +447700900123"}\n{"msg":"to 60120041"}', shapesAlone)).toHaveLength(1);
});
