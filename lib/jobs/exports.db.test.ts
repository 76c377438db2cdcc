import { and, eq, sql } from "drizzle-orm";
import { readSheet } from "read-excel-file/universal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { db } from "@/db/client";
import { auditEntries } from "@/db/schema/merchants";
import { freshRequestId, makeMember, makeStaff, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { createCategory } from "@/lib/catalogue/create-category";
import { saveTemplate } from "@/lib/coupons/save-template";
import { exportJob } from "@/lib/jobs/export-rows";
import { listJobs, readJobFilePart } from "@/lib/jobs/queries";
import { runJob } from "@/lib/jobs/run-job";
import type { ExportJob } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { createLink } from "@/lib/links/create-link";
import { linkInputSchema } from "@/lib/links/schema";
import { type JobKind, jobKinds } from "@/lib/platform/auth/job-kinds";
import type { Role, Scope } from "@/lib/platform/auth/scope";
import { closeJobs } from "@/lib/platform/jobs";
import { readTable } from "@/lib/platform/read-table";
import { kinds } from "@/lib/worker";

let world: TestWorld;
const never = new AbortController().signal;
const as = (role: Role): Scope => {
  const stores = role === "store_manager" ? { storeIds: [world.first.storeId] } : {};
  return testScope(world.merchantId, role, { actor: { type: "staff", id: world.staff[role].id }, ...stores });
};

type Asked = Partial<Omit<ExportJob, "filter">> & { filter?: Record<string, unknown>; as?: Scope };

async function exported(kind: JobKind, asked: Asked = {}, all = kinds) {
  const {
    filter = {},
    format = "csv",
    locale = "en",
    timeZone = "Asia/Hong_Kong",
    columns = null,
    as: scope = as("group_admin"),
  } = asked;
  const request = {
    kind,
    requestId: freshRequestId(),
    format,
    locale,
    timeZone,
    columns,
    filter,
    title: { name: "x" },
  };
  const started = await startExport(scope, request);
  if (!started.ok) throw new Error(started.refusal.code);
  const { jobId } = started.value;
  await runJob(all, { merchantId: scope.merchantId, jobId, from: 0 }, never);
  const job = (await listJobs(scope)).rows.find(({ id }) => id === jobId);
  if (!job) throw new Error("the job is not there");
  return { job, file: await fileOf(scope, job.files[0]?.id ?? "") };
}

async function fileOf(scope: Scope, fileId: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (let part = 0; ; part += 1) {
    const data = await readJobFilePart(scope, fileId, part);
    if (!data) return Buffer.concat(parts);
    parts.push(data);
  }
}
async function* once(bytes: Uint8Array) {
  yield bytes;
}
const tableOf = (file: Buffer, type: "csv" | "xlsx" = "csv") => readTable(type, once(file));

beforeAll(async () => {
  world = await inTransaction((tx) => makeTestWorld(tx, "EXPORTED"));
  await inTransaction(async (tx) => {
    await makeCoupon(tx, world.merchantId, { name: "=1+1 冬季 9 折券" });
    const couponId = world.first.couponId;
    const memberId = await makeMember(tx, world.merchantId, {
      name: "@SUM(A1)",
      nickname: "王芳",
      phone: "+85261234567",
      homeStoreId: world.first.storeId,
    });
    await makeVoucher(tx, world.merchantId, { memberId, couponId, at: new Date() });
  });
});
afterAll(closeJobs);

describe("every kind of job", () => {
  it("has somebody who does it, once", () => {
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(Object.keys(jobKinds).sort());
  });
});

describe("an export", () => {
  it("has the columns that the list shows, in their order, and what tells its rows apart around them", async () => {
    const header = async (kind: JobKind, columns: string[]) =>
      (await tableOf((await exported(kind, { columns })).file)).header;
    expect(await header("coupons.export", ["used", "status"])).toEqual([
      "Coupon",
      "Number",
      "Used",
      "Status",
      "Id",
    ]);
    const members = await header("members.export", ["coupons", "tags"]);
    expect(members.slice(-4)).toEqual(["Coupons to use", "Tags", "First order", "Id"]);
    expect(members[0]).toBe("Phone");
  });

  it("of members is in the order of the list", async () => {
    const names = async (descending: boolean) => {
      const { file } = await exported("members.export", { filter: { sort: "name", descending } });
      const { header, rows } = await tableOf(file);
      return rows.map(({ cells }) => cells[header.indexOf("Name")]).filter(Boolean);
    };
    const up = await names(false);
    expect(up.length).toBeGreaterThan(1);
    expect(await names(true)).toEqual([...up].reverse());
  });

  it("as CSV keeps Chinese, begins with the mark of UTF-8, and holds no formula", async () => {
    const { job, file } = await exported("coupons.export");
    expect(job).toMatchObject({ status: "done", result: { counts: { rows: 6 } } });
    expect(job.files[0]?.name).toMatch(/^Coupons \d{4}-\d{2}-\d{2}\.csv$/);
    const text = file.toString("utf8");
    expect(text.startsWith("\uFEFFCoupon,Number,Type,Benefit,Status,")).toBe(true);
    expect(text).toContain("\r\n'=1+1 冬季 9 折券,");
    expect(text).not.toMatch(/(^|,|\n)[=+@-][^\d]/);
  });

  it("as XLSX holds the same, typed as texts and numbers, under the words of its language", async () => {
    const { job, file } = await exported("coupons.export", { format: "xlsx", locale: "zh-CN" });
    expect(job.files[0]?.name).toMatch(/^优惠券 \d{4}-\d{2}-\d{2}\.xlsx$/);
    const [header, ...rows] = await readSheet(new Uint8Array(file).buffer);
    expect(header?.slice(0, 5)).toEqual(["优惠券", "编号", "类型", "优惠内容", "状态"]);
    const odd = rows.find(([name]) => String(name).startsWith("=1+1"));
    expect(odd?.slice(0, 7)).toEqual([
      "=1+1 冬季 9 折券",
      expect.any(String),
      "代金券",
      "减 $20",
      "进行中",
      "HKD",
      0,
    ]);
  });

  it("holds what the filter in view finds, in its order, and times of the zone it was asked in", async () => {
    const { file } = await exported("coupons.export", {
      filter: { q: "EXPORTED", sort: "name", descending: false },
      timeZone: "America/New_York",
    });
    const { header, rows } = await tableOf(file);
    expect(rows.map(({ cells }) => cells[0])).toEqual([
      "EXPORTED coupon",
      "EXPORTED draft",
      "EXPORTED first coupon",
      "EXPORTED second coupon",
      "EXPORTED second words",
    ]);
    const created = rows[0]?.cells[header.indexOf("Created")] ?? "";
    const offset = Date.now() - Date.parse(`${created.replace(" ", "T")}-05:00`);
    expect(Math.abs(offset)).toBeLessThan(2 * 3_600_000);
  });

  it("is for each as far as they may see: a store's staff get their store, and phones are masked", async () => {
    const manager = as("store_manager");
    const { file } = await exported("coupons.export", { as: manager });
    expect(file.toString()).toContain("EXPORTED first coupon");
    expect(file.toString()).not.toContain("second");
    const filter = { couponId: world.first.couponId };
    const records = async (role: Role) => {
      const { file: found } = await exported("vouchers.export", { as: as(role), filter });
      return await tableOf(found);
    };
    const [admin, own, marketer] = [
      await records("group_admin"),
      await records("store_manager"),
      await records("marketer"),
    ];
    expect(admin.rows).toHaveLength(4);
    // Whole numbers are looked at one by one, and each look is written down (S-38).
    expect(admin.rows.map(({ cells }) => cells[2])).toContain("+852 •••• 4567");
    expect(admin.rows.map(({ cells }) => cells[0])).toContain("@SUM(A1)");
    expect(own.rows.map(({ cells }) => cells[2]).join()).toContain("••••");
    expect(own.rows.map(({ cells }) => cells[2]).join()).not.toContain("6123");
    expect(marketer.header[0]).toBe("Code");
    expect(JSON.stringify(marketer.rows)).not.toMatch(/王芳|••••/);
    const elsewhere = await exported("vouchers.export", {
      as: manager,
      filter: { couponId: world.second.couponId },
    });
    expect((await tableOf(elsewhere.file)).rows).toEqual([]);
  });

  it.each([
    ["activities.export", {}, "EXPORTED first activity"],
    ["activities.participants", { activityId: "first" }, "EXPORTED first member"],
    ["catalogue.export", {}, "EXPORTED product"],
    ["catalogue.categories", {}, "EXPORTED shelf"],
    ["coupons.templates", { q: "EXPORTED" }, "EXPORTED first template"],
    ["merchants.stores", {}, "EXPORTED first store"],
    ["merchants.staff", { roles: ["cashier"] }, "EXPORTED cashier"],
    ["members.groups", { kind: "picked" }, "EXPORTED group"],
    ["members.tags", { q: "EXPORTED" }, "EXPORTED tag"],
  ] as const)("of %s has the rows of its list", async (kind, filter, found) => {
    const named = "activityId" in filter ? { activityId: world.first.activityId } : filter;
    const { job, file } = await exported(kind, { filter: named });
    expect(job.status).toBe("done");
    const { header, rows } = await tableOf(file);
    expect(rows.map(({ cells }) => cells[0])).toContain(found);
    expect(header.every((label) => label !== "" && !label.includes("."))).toBe(true);
  });

  it.each([
    ["catalogue.categories", () => world.categoryId],
    ["coupons.templates", () => world.templateId],
    ["links.export", () => world.linkId],
    ["merchants.staff", () => world.staff.cashier.id],
    ["members.groups", () => world.groupId],
    ["members.tags", () => world.tagId],
  ] as const)("of %s has the chosen rows alone where some are chosen", async (kind, id) => {
    const { file } = await exported(kind, { filter: { ids: [id()] } });
    expect((await tableOf(file)).rows.map(({ cells }) => cells.at(-1))).toEqual([id()]);
  });

  it("of links tells what came through each, as far as its reader sees them, and holds no formula", async () => {
    const link = linkInputSchema.parse({ target: { type: "home" }, channel: "print", name: "=1+1" });
    await createLink(as("group_admin"), { requestId: "export-links-1", link });
    const asked = async (role: Role, filter = {}) =>
      (await exported("links.export", { as: as(role), filter })).file;
    const all = await asked("group_admin");
    const { header, rows } = await tableOf(all);
    expect(header).toEqual([
      ...["Address", "Name", "Leads to", "Channel", "State", "Opened", "People", "Claimed", "Conversion"],
      ...["Created", "Ends", "Created by", "Id"],
    ]);
    expect(rows.map(({ cells }) => cells[1]).sort()).toEqual([
      ...["=1+1", "EXPORTED first link", "EXPORTED second link"],
    ]);
    expect(all.toString("utf8")).toContain(",'=1+1,Members' home,Print,Live,0,0,0,,");
    expect((await tableOf(await asked("store_manager"))).rows.map(({ cells }) => cells[1])).toEqual([
      "EXPORTED first link",
    ]);
    const narrowed = await tableOf(await asked("group_admin", { targets: ["home"] }));
    expect(narrowed.rows).toHaveLength(1);
  });

  it("of templates and of categories has what their lists show, as far as its reader sees them, and no formula", async () => {
    const { couponId } = world;
    await saveTemplate(as("group_admin"), { requestId: freshRequestId(), couponId, name: "=1+1" });
    await createCategory(as("group_admin"), { requestId: freshRequestId(), category: { name: "@SUM(A1)" } });
    const templates = (await exported("coupons.templates")).file;
    const { header, rows } = await tableOf(templates);
    expect(header).toEqual([
      ...["Name", "Type", "Benefit", "Currency", "Used", "Last changed", "Created by", "Id"],
    ]);
    expect(rows.map(({ cells }) => cells[0])).toEqual([
      ...["=1+1", "EXPORTED first template", "EXPORTED second template"],
    ]);
    expect(templates.toString("utf8")).toContain("\r\n'=1+1,Cash-value voucher,$20 off,HKD,0,");
    const own = await tableOf((await exported("coupons.templates", { as: as("store_manager") })).file);
    expect(own.rows.map(({ cells }) => cells[0])).toEqual(["=1+1", "EXPORTED first template"]);
    const shelves = (await exported("catalogue.categories", { filter: { sort: "name" } })).file;
    expect((await tableOf(shelves)).header).toEqual(["Name", "Status", "Products on sale", "Added", "Id"]);
    expect(shelves.toString("utf8")).toContain("\r\n'@SUM(A1),In use,0,");
    const archived = await exported("catalogue.categories", { filter: { status: ["archived"] } });
    expect((await tableOf(archived.file)).rows).toEqual([]);
  });

  it("of people tells who may get in and in which stores, and of groups how many are in each", async () => {
    const people = await tableOf((await exported("merchants.staff", { filter: {} })).file);
    const manager = people.rows.find(({ cells }) => cells[0] === "EXPORTED store manager")?.cells ?? [];
    expect(manager[people.header.indexOf("Role")]).toBe("Store manager");
    expect(manager[people.header.indexOf("Stores")]).toBe("EXPORTED first store");
    const groups = await tableOf((await exported("members.groups", { filter: {} })).file);
    const group = groups.rows.find(({ cells }) => cells[0] === "EXPORTED group")?.cells ?? [];
    expect(group[groups.header.indexOf("Members")]).toBe("1");
  });

  it("of nothing is a file with its header alone", async () => {
    const { job, file } = await exported("coupons.export", { filter: { q: "no such thing" } });
    expect(job.result?.counts.rows).toBe(0);
    expect(file.toString().split("\r\n")).toHaveLength(2);
  });

  it("is on record with who asked, and for what, but for the words searched by", async () => {
    const scope = as("finance");
    const filter = { q: "EXPORTED", sort: "name", descending: false };
    const { job } = await exported("coupons.export", { as: scope, filter });
    const [row] = await db()
      .select({ by: auditEntries.actorId, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.merchantId, world.merchantId), eq(auditEntries.objectId, job.id)));
    expect(row).toMatchObject({
      by: scope.actor.id,
      after: { kind: "coupons.export", input: { format: "csv", filter: { sort: "name" }, searched: true } },
    });
    expect(JSON.stringify(row)).not.toContain("EXPORTED");
  });

  it.each([
    ["members.export", () => ({})],
    ["orders.export", () => ({})],
    ["packs.purchases", () => ({})],
    ["vouchers.export", () => ({ couponId: world.first.couponId })],
    ["activities.participants", () => ({ activityId: world.first.activityId })],
  ] as const)("of %s writes down nobody's phone that was searched for (S-39)", async (kind, more) => {
    const { job } = await exported(kind, { filter: { ...more(), q: "+85261234567" } });
    expect(job.status).toBe("done");
    const kept = await db().execute(sql`
      select input::text as text from job where id = ${job.id}
      union all select after::text from audit_entry where object_id = ${job.id}`);
    expect(kept).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain("61234567");
  });

  it("of members finds whom the words name", async () => {
    const { file } = await exported("members.export", { filter: { q: "+85261234567" } });
    expect((await tableOf(file)).rows.map(({ cells }) => cells[2])).toEqual(["王芳"]);
  });
});

describe("an export of very many rows", () => {
  const many = (count: number) => [
    exportJob({
      kind: "coupons.export",
      filter: z.object({}),
      name: () => "many",
      columns: [
        { header: () => "n", cell: (n: number) => n },
        { header: () => "text", cell: (n: number) => `第 ${n} 行` },
      ],
      rows: async (_scope, _filter, cursor) => {
        const first = Number(cursor ?? 0);
        const rows = Array.from({ length: Math.min(5000, count - first) }, (_, i) => first + i);
        return { rows, total: count, nextCursor: first + 5000 < count ? String(first + 5000) : null };
      },
    }),
  ];

  it("that a spreadsheet file cannot hold becomes CSV, whole, and says so", async () => {
    const scope = as("group_admin");
    const { job, file } = await exported("coupons.export", { format: "xlsx", as: scope }, many(100_001));
    expect(job).toMatchObject({
      status: "done",
      result: { counts: { rows: 100_001 }, notes: ["csv_instead"] },
    });
    expect(job.files.map(({ name }) => name.slice(-4))).toEqual([".csv"]);
    const lines = file.toString().split("\r\n");
    expect(lines).toHaveLength(100_003);
    expect(lines[100_001]).toBe("100000,第 100000 行");
  });

  it("of 100,000 rows is an XLSX file that opens with all of them (UX-10)", async () => {
    const { job, file } = await exported("coupons.export", { format: "xlsx" }, many(100_000));
    expect(job).toMatchObject({ done: 100_000, total: 100_000, result: { notes: [] } });
    const rows = await readSheet(new Uint8Array(file).buffer);
    expect(rows).toHaveLength(100_001);
    expect(rows[100_000]).toEqual([99_999, "第 99999 行"]);
  }, 60_000);

  it("is not made for somebody who may not", async () => {
    const cashier = testScope(world.merchantId, "cashier", {
      actor: {
        type: "staff",
        id: await inTransaction((tx) => makeStaff(tx, world.merchantId, { role: "cashier" })),
      },
    });
    const request = {
      kind: "coupons.export",
      requestId: freshRequestId(),
      format: "csv",
      locale: "en",
    } as const;
    const started = await startExport(cashier, { ...request, timeZone: "UTC", filter: {} });
    if (!started.ok) throw new Error("not started");
    await runJob(kinds, { merchantId: world.merchantId, jobId: started.value.jobId, from: 0 }, never);
    const seen = (await listJobs(as("group_admin"))).rows.find(({ id }) => id === started.value.jobId);
    expect(seen).toMatchObject({ status: "failed", error: "not_allowed", files: [] });
  });
});
