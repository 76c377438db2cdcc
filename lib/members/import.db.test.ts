import { beforeAll, describe, expect, it } from "vitest";
import { makeMember, makeMerchant, makeStore, makeTag, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { eraseMember } from "@/lib/members/erase-member";
import { importMembers } from "@/lib/members/import-members";
import { memberFilePage } from "@/lib/members/queries/file";
import { listMembers } from "@/lib/members/queries/list";
import { rowsOfTable } from "@/lib/members/read-import";
import { faultOf } from "@/lib/members/rules/import";
import type { Role } from "@/lib/platform/auth/scope";

const mapping = { phone: 0, name: 1, nickname: 2, email: 3, birthday: 4, externalId: 5, store: 6, tags: 7 };
let merchantId = "";
let everybody = "";
const scope = () => testScope(merchantId);
const tableOf = (lines: readonly string[]) => ({
  header: [],
  rows: lines.map((line, at) => ({ row: at + 2, cells: line.split("|") })),
});
const take = async (lines: readonly string[], despiteErasure = false, role: Role = "group_admin") => {
  const rows = rowsOfTable(tableOf(lines), mapping, "HK");
  const faults = rows.flatMap((row) => {
    const reason = faultOf(row);
    return reason ? [[row.row, reason]] : [];
  });
  const good = rows.filter((row) => faultOf(row) === null);
  const came = await inTransaction((tx) =>
    importMembers(tx, testScope(merchantId, role), {
      ...{ rows: good, tagIds: [everybody], despiteErasure },
      refusedBefore: new Map(),
    }),
  );
  const { created, updated, unchanged } = came;
  const refused = [...faults, ...came.refused.map(({ row, reason }) => [row, reason])];
  return { created: created.length, updated: updated.length, unchanged, refused };
};

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    everybody = await makeTag(tx, merchantId, "newsletter");
    await makeStore(tx, merchantId, { name: "Mong Kok" });
    await makeMember(tx, merchantId, { phone: "+85261000001", name: "Before", externalId: "A1" });
    await makeMember(tx, merchantId, { phone: "+85261000002", externalId: "A2" });
  });
});

const file = [
  "6100 0001|After|||1990/5/1|||vip; coffee",
  "+852 6100 0003|New||new@example.com|||Mong Kok|",
  "|Nobody||||||",
  "12|Short||||||",
  "61000003|Again||||||",
  "61000004|||not an email||||",
  "61000005||||1990-02-30|||",
  "61000006||||||Nowhere|",
  "61000007|||||A2||",
  `61000008|${"x".repeat(61)}||||||`,
];

describe("an import of members", () => {
  it("takes the rows that can be taken and tells of every other one why not", async () => {
    expect(await take(file)).toEqual({
      ...{ created: 1, updated: 1, unchanged: 0 },
      refused: [
        [4, "phone_missing"],
        [5, "phone_invalid"],
        [7, "email_invalid"],
        [8, "birthday_invalid"],
        [11, "too_long"],
        [6, "repeated"],
        [9, "store_unknown"],
        [10, "external_id_used"],
      ],
    });
    const { rows } = await listMembers(scope(), { tagIds: [everybody], sort: "name", descending: false });
    expect(rows.map(({ name, store, tags }) => [name, store, tags.map((tag) => tag.name)])).toEqual([
      ["After", null, ["coffee", "newsletter", "vip"]],
      ["New", "Mong Kok", ["newsletter"]],
    ]);
  });

  it("taken again changes nothing, and a blank never empties what is known", async () => {
    expect(await take(file)).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await take(["61000001|||||||"])).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    const { rows } = await listMembers(scope(), { q: "After" });
    expect(rows).toHaveLength(1);
  });

  it("takes a good row though earlier ones with its phone were not, and then no other", async () => {
    const lines = [
      "61000020|Bad|||1990-02-30|||",
      "61000020|Nowhere|||||Atlantis|",
      "61000020|Good||||||",
      "61000020|Late||||||",
      "61000020|Later||||||",
    ];
    expect(await take(lines)).toMatchObject({
      created: 1,
      refused: [
        [2, "birthday_invalid"],
        [3, "store_unknown"],
        [5, "repeated"],
        [6, "repeated"],
      ],
    });
    const { rows } = await listMembers(scope(), { q: "6100 0020" });
    expect(rows.map(({ name }) => name)).toEqual(["Good"]);
  });

  it("by who may not look at an e-mail address says one where none is known, and changes none", async () => {
    await take(["61000021|Reached||reached@example.com||||", "61000022|Unreached||||||"]);
    const lines = [
      "61000021|||elsewhere@example.com||||",
      "61000022|||new@example.com||||",
      "61000023|||third@example.com||||",
    ];
    const came = await take(lines, false, "marketer");
    expect(came).toMatchObject({ created: 1, updated: 1, refused: [[2, "contact_not_yours"]] });
    expect(await take(lines)).toMatchObject({ updated: 1, unchanged: 2, refused: [] });
  });

  it("makes one member for a phone, however many files name it at once", async () => {
    const came = await Promise.allSettled(Array.from({ length: 6 }, () => take(["61000010|Twin||||||"])));
    const made = came.flatMap((one) => (one.status === "fulfilled" ? [one.value.created] : []));
    expect(made.reduce((sum, one) => sum + one, 0)).toBe(1);
    const { rows } = await listMembers(scope(), { q: "6100 0010" });
    expect(rows).toHaveLength(1);
  });

  it("does not bring back who was erased, unless it is told to", async () => {
    await take(["61000011|Gone||||||"]);
    const { rows } = await listMembers(scope(), { q: "6100 0011" });
    const memberId = rows[0]?.id ?? "";
    await eraseMember(scope(), { requestId: "erase-gone", memberId, confirmation: "0011" });
    expect(await take(["61000011|Gone||||||"])).toMatchObject({ created: 0, refused: [[2, "phone_erased"]] });
    expect(await take(["61000011|Back||||||"], true)).toMatchObject({ created: 1, refused: [] });
    expect(await take(["61000011|Back||||||"])).toMatchObject({ unchanged: 1, refused: [] });
  });
});

it("an export holds whole phones for group admins and masked ones for store managers", async () => {
  const page = (role: "group_admin" | "store_manager") =>
    memberFilePage(testScope(merchantId, role), { q: "6100 0002" }, { cursor: null, size: 10 });
  expect((await page("group_admin")).rows.map((row) => row.phone)).toEqual(["+85261000002"]);
  expect((await page("store_manager")).rows.map((row) => row.phone)).toEqual(["+852 •••• 0002"]);
});
