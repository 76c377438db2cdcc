import { expect, it } from "vitest";
import { unfitLines } from "@/scripts/log-check";

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
