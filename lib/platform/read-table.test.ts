import { zipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { describe, expect, it } from "vitest";
import { BYTE_ORDER_MARK, csvText } from "@/lib/platform/csv-file";
import { readTable, tableLimits } from "@/lib/platform/read-table";
import { xlsxFile } from "@/lib/platform/xlsx-file";

const cells = [
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2",
  "@SUM(A1)",
  "\ttab",
  "\rreturn",
  "冬季 9 折",
  '"a, b"\nc',
  "+85261234567",
];

async function* bytes(...parts: (Uint8Array | string)[]) {
  for (const part of parts) yield typeof part === "string" ? new TextEncoder().encode(part) : part;
}
const csv = (text: string) => readTable("csv", bytes(text));
const fault = (table: Promise<unknown>) =>
  table.then(
    () => "read",
    (error) => error.fault ?? String(error),
  );

const sheet = (rows: string, more: Record<string, Uint8Array> = {}) => {
  const text = (value: string) => new TextEncoder().encode(value);
  return zipSync({
    "[Content_Types].xml": text(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    ),
    "xl/workbook.xml": text(
      '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": text(
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    "xl/worksheets/sheet1.xml": text(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    ...more,
  });
};

describe("a CSV file of ours (S-31)", () => {
  it("has no cell that a spreadsheet takes for a formula, headers included, and Chinese as it is", () => {
    const text = csvText([cells, ["plain", 12, null]]);
    expect(text.split("\r\n")[0]?.startsWith("'=1+1,'+cmd|' /C calc'!A0,'-2,'@SUM(A1),'\ttab,")).toBe(true);
    expect(text).toContain("冬季 9 折");
    expect(text).toContain('"""a, b""\nc"');
    expect(text).toContain("'+85261234567");
    expect(text.endsWith("plain,12,\r\n")).toBe(true);
  });

  it("comes back as it was", async () => {
    const table = await csv(BYTE_ORDER_MARK + csvText([cells, [...cells].reverse()]));
    expect(table.header).toEqual(cells.map((cell) => cell.trim()));
    expect(table.rows).toEqual([{ row: 2, cells: [...cells].reverse() }]);
  });
});

describe("an XLSX file of ours (S-31)", () => {
  it("types every text as a text, whatever it begins with, and numbers as numbers", async () => {
    const file = await xlsxFile("优惠券", ["=header", "n"], [...cells.map((cell) => [cell, 7])]);
    const read = await readSheet(new Uint8Array(file).buffer, { trim: false });
    expect(read[0]).toEqual(["=header", "n"]);
    expect(read.slice(1).map(([text]) => text)).toEqual(cells);
    expect(read[1]?.[1]).toBe(7);
    const table = await readTable("xlsx", bytes(file));
    expect(table.rows[8]).toEqual({ row: 10, cells: ["+85261234567", "7"] });
  });

  it("drops characters that no XML file can hold instead of becoming unreadable", async () => {
    const file = await xlsxFile("a", ["name"], [["a\u0001b\u000Bc"], ["\uD83D\uDE00"]]);
    const table = await readTable("xlsx", bytes(file));
    expect(table.rows.map((row) => row.cells[0])).toEqual(["abc", "😀"]);
  });
});

describe("reading a table", () => {
  it.each([
    ["UTF-8 with its mark", bytes("\uFEFF姓名,电话\r\n王芳,123\r\n")],
    ["UTF-16", bytes(new Uint8Array([0xff, 0xfe]), Buffer.from("姓名\t电话\n王芳\t123", "utf16le"))],
    ["semicolons", bytes("姓名;电话\n王芳;123")],
    [
      "what a Chinese Excel saves",
      bytes(
        new Uint8Array([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xb5, 0xe7, 0xbb, 0xb0, 0x0a, 0xcd, 0xf5, 0xb7, 0xbc]),
        ",123",
      ),
    ],
  ])("takes %s", async (_, file) => {
    const table = await readTable("csv", file);
    expect(table.header).toEqual(["姓名", "电话"]);
    expect(table.rows).toEqual([{ row: 2, cells: ["王芳", "123"] }]);
  });

  it("leaves empty rows out, fills short ones, and tells where each stands", async () => {
    expect((await csv("a,b\n\n1\n,\n2,3,4\n")).rows).toEqual([
      { row: 3, cells: ["1", ""] },
      { row: 5, cells: ["2", "3"] },
    ]);
  });

  it("takes a text file line by line, without a header", async () => {
    const table = await readTable("txt", bytes("AB12\r\n\r\nCD34"));
    expect(table).toEqual({
      header: [],
      rows: [
        { row: 1, cells: ["AB12"] },
        { row: 3, cells: ["CD34"] },
      ],
    });
  });

  it("gives a formula's last value, and cells their texts", async () => {
    const file = sheet(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>',
    );
    expect((await readTable("xlsx", bytes(file))).rows).toEqual([{ row: 2, cells: ["2"] }]);
  });
});

describe("an attack by a file (S-32)", () => {
  it.each([
    ["nothing", "csv", bytes(""), "file_empty"],
    ["only a mark", "csv", bytes("\uFEFF\n\n"), "file_empty"],
    ["a picture", "csv", bytes(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0xff])), "file_unreadable"],
    ["a quote that never ends", "csv", bytes(`a\n"${"x".repeat(300_000)}`), "file_unreadable"],
    ["a cell of megabytes", "csv", bytes(`a\n${"x".repeat(10_001)}`), "cell_too_long"],
    ["a million columns", "csv", bytes(`a\n${",".repeat(101)}x`), "too_many_columns"],
    ["too many rows", "csv", bytes(`a\n${"1\n".repeat(100_001)}`), "too_many_rows"],
    ["too many bytes", "txt", bytes(new Uint8Array(tableLimits.bytes), "x"), "file_too_large"],
    ["no zip", "xlsx", bytes("PK no"), "file_unreadable"],
    [
      "a cell far to the right",
      "xlsx",
      bytes(sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>')),
      "too_many_columns",
    ],
    ["a cell far below", "xlsx", bytes(sheet("<row r='1048576'><c r='A1048576'/></row>")), "too_many_rows"],
    [
      "a place in disguise",
      "xlsx",
      bytes(sheet('<row r="1"><c r="&#88;FD1"><v>1</v></c></row>')),
      "file_unreadable",
    ],
  ] as const)("is refused before it costs anything: %s", async (_, type, file, wanted) => {
    expect(await fault(readTable(type, file))).toBe(wanted);
  });

  it("that unpacks to gigabytes is refused by what it says of itself, unpacked or not", async () => {
    const zeros = new Uint8Array(30 * 1024 * 1024);
    const bomb = sheet("", Object.fromEntries([1, 2, 3, 4].map((n) => [`xl/media${n}.xml`, zeros])));
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = performance.now();
    expect(await fault(readTable("xlsx", bytes(bomb)))).toBe("file_too_large");
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it("that lies about its size is cut off at what it said", async () => {
    const honest = sheet(`<row r="1"><c r="A1"><v>${"1".repeat(500_000)}</v></c></row>`);
    const view = new DataView(honest.buffer, honest.byteOffset, honest.byteLength);
    for (let at = 0; at < honest.length - 4; at += 1) {
      const isEntry = view.getUint32(at, true) === 0x02014b50;
      if (isEntry && view.getUint32(at + 24, true) > 400_000) view.setUint32(at + 24, 100, true);
    }
    expect(await fault(readTable("xlsx", bytes(honest)))).toMatch(/file_(unreadable|empty)/);
  });

  it("with entities of its own finds nothing expanded and nothing fetched", async () => {
    const file = sheet(
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&e;</t></is></c></row>',
    );
    const text = await readTable("xlsx", bytes(file)).then(JSON.stringify, (error) => error.fault);
    expect(text).not.toContain("root:");
  });
});
