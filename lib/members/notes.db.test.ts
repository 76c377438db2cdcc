import { readFile } from "node:fs/promises";
import { asc, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { memberRemarks } from "@/db/schema/members";
import { freshRequestId, makeMember, testScope } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { blockMember } from "@/lib/members/block-member";
import { changeNote } from "@/lib/members/change-note";
import { noteMember } from "@/lib/members/note-member";
import { memberTimeline } from "@/lib/members/queries/timeline";
import type { Scope } from "@/lib/platform/auth/scope";

let world: TestWorld;
beforeAll(async () => {
  world = await inTransaction((tx) => makeTestWorld(tx, "NOTES"));
});

const admin = () => testScope(world.merchantId);
const marketer = (id: string) => testScope(world.merchantId, "marketer", { actor: { type: "staff", id } });
const newMember = () => inTransaction((tx) => makeMember(tx, world.merchantId));

async function noted(scope: Scope, memberId: string, text = "Allergic to nuts") {
  const made = await noteMember(scope, { requestId: freshRequestId(), memberId, text });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.noteId;
}
const change = (scope: Scope, memberId: string, noteId: string, text: string | null) =>
  changeNote(scope, { requestId: freshRequestId(), memberId, noteId, text });
const told = async (memberId: string) =>
  (await memberTimeline(admin(), memberId)).rows
    .filter(({ kind }) => kind.includes("note"))
    .map(({ kind, remark }) => [kind, remark]);

describe("a note about a member", () => {
  it("stands in their timeline with who wrote it, once for one request", async () => {
    const memberId = await newMember();
    const note = { requestId: freshRequestId(), memberId, text: "Allergic to nuts" };
    const author = marketer(world.staff.marketer.id);
    const came = await Promise.all(Array.from({ length: 4 }, () => noteMember(author, note)));
    expect(new Set(came.map((one) => (one.ok ? one.value.noteId : "")))).toHaveLength(1);
    const { rows } = await memberTimeline(admin(), memberId);
    const [row] = rows.filter(({ kind }) => kind === "member.note");
    expect(row).toMatchObject({ remark: "Allergic to nuts", actor_id: world.staff.marketer.id });
    expect(await told(memberId)).toHaveLength(1);
  });

  it("is changed by whoever wrote it and by a group admin, and by nobody else", async () => {
    const memberId = await newMember();
    const noteId = await noted(marketer("stf_author"), memberId);
    expect(await change(marketer("stf_other"), memberId, noteId, "Mine")).toMatchObject({
      ok: false,
      refusal: { code: "note_not_yours" },
    });
    expect(await change(marketer("stf_author"), memberId, noteId, "To peanuts")).toMatchObject({ ok: true });
    expect(await told(memberId)).toEqual([
      ["member.edit_note", null],
      ["member.note", "To peanuts"],
    ]);
    expect(await change(admin(), memberId, noteId, null)).toMatchObject({ ok: true });
    expect(await told(memberId)).toEqual([
      ["member.delete_note", null],
      ["member.edit_note", null],
      ["member.note", null],
    ]);
    await expect(change(admin(), memberId, noteId, "Again")).rejects.toMatchObject({ code: "not_found" });
  });

  it("is of its member alone, and the reason of a block is none", async () => {
    const [memberId, otherId] = [await newMember(), await newMember()];
    const noteId = await noted(admin(), memberId);
    await expect(change(admin(), otherId, noteId, null)).rejects.toMatchObject({ code: "not_found" });
    await blockMember(admin(), { requestId: freshRequestId(), memberId, blocked: true, reason: "Rude" });
    const { rows } = await memberTimeline(admin(), memberId);
    const reason = rows.find(({ kind }) => kind === "member.block")?.after?.remarkId;
    await expect(change(admin(), memberId, String(reason), null)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("says by itself who wrote it, whatever the log does, and was told that of the log once", async () => {
    const memberId = await newMember();
    const noteId = await noted(marketer("stf_author"), memberId);
    await blockMember(admin(), { requestId: freshRequestId(), memberId, blocked: true, reason: "Rude" });
    const authors = async () => {
      const of = eq(memberRemarks.memberId, memberId);
      const rows = await db().select().from(memberRemarks).where(of).orderBy(asc(memberRemarks.id));
      return rows.map(({ writtenBy }) => writtenBy);
    };
    expect(await authors()).toEqual(["stf_author", null]);
    // As notes of before the column were.
    await db().update(memberRemarks).set({ writtenBy: null }).where(eq(memberRemarks.id, noteId));
    const migration = await readFile("db/migrations/0033_note_authors.sql", "utf8");
    await db().execute(sql.raw(migration.split("--> statement-breakpoint")[1] ?? ""));
    expect(await authors()).toEqual(["stf_author", null]);
    expect(await change(marketer("stf_author"), memberId, noteId, "Mine")).toMatchObject({ ok: true });
  });
});
