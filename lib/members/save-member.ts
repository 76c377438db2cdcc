import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { localDate } from "@/lib/kernel/time";
import { loadMember, loadRuleGroups, loadTopTiers } from "@/lib/members/repository";
import { loadBalances } from "@/lib/members/repository/accounts";
import { erasedAmong } from "@/lib/members/repository/directory";
import { loadSpent } from "@/lib/members/repository/payments";
import {
  findOrInsertTags,
  insertProfile,
  loadLabels,
  lockExternalId,
  lockMemberBy,
  replaceTags,
  updateProfile,
} from "@/lib/members/repository/profiles";
import { ruleAdmits, spansOf } from "@/lib/members/rules";
import type { MemberInput, MemberProfile } from "@/lib/members/schema";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { parsePhone } from "@/lib/platform/phone";

export type SaveMember = { readonly requestId: string; readonly member: MemberInput };

type Written = Omit<MemberInput, "tags">;
type Locked = NonNullable<Awaited<ReturnType<typeof lockMemberBy>>>;

/**
 * Another system tells of a member: made when nobody has the phone or the outside id, else changed. By phone first; a
 * member found by outside id alone gets the new phone. What is left out stays, null empties it, tags are replaced as a
 * whole. Concurrent calls make one member; the same request id gives the same answer. No consent is asked for here: who
 * tells answers for it. Refusals: `external_id_taken` when phone and outside id belong to two members, `phone_erased` when
 * its owner asked to be forgotten. Throws `malformed` for a phone that cannot exist.
 */
export async function saveMember(scope: Scope, request: SaveMember): Promise<Result<MemberProfile>> {
  const { requestId, member } = request;
  const phone = parsePhone(member.phone, "US");
  if (!phone) throw new AppError("malformed", "no such phone number", { path: "phone" });
  const { tags, ...written } = { ...member, phone };
  const body = { ...written, tags: tags ?? null };
  return await inTransaction((tx) =>
    answerOnce(tx, scope, { route: "member.save", key: requestId, body }, async () => {
      const found = await find(tx, scope, written);
      if (!found.ok) return found;
      if (!found.value && (await erasedAmong(tx, scope, [phone])).has(phone)) return refuse("phone_erased");
      const id = found.value
        ? await change(tx, scope, found.value, written, tags)
        : await make(tx, scope, written, tags);
      return ok(await profileOf(tx, scope, id));
    }),
  );
}

/** Whom the call is about, locked; null = nobody yet. */
async function find(tx: Tx, scope: Scope, { phone, externalId }: Written): Promise<Result<Locked | null>> {
  if (!externalId) return ok(await lockMemberBy(tx, scope, "phone", phone));
  await lockExternalId(tx, scope, externalId);
  const byPhone = await lockMemberBy(tx, scope, "phone", phone);
  const byId = await lockMemberBy(tx, scope, "externalId", externalId);
  if (byPhone && byId && byPhone.id !== byId.id) return refuse("external_id_taken", { id: byId.id });
  return ok(byPhone ?? byId);
}

async function make(tx: Tx, scope: Scope, written: Written, tags: MemberInput["tags"]): Promise<string> {
  const id = await insertProfile(tx, scope, written);
  if (!id) {
    // A twin made them between our look and our insert, which waited for it.
    const twin = await find(tx, scope, written);
    if (!twin.ok || !twin.value) throw new AppError("busy");
    return await change(tx, scope, twin.value, written, tags);
  }
  if (tags) await wear(tx, scope, id, tags);
  await recordAudit(tx, scope, [
    { action: "member.register", objectType: "member", objectId: id, after: { by: "api" } },
  ]);
  await announce(tx, scope, [{ type: "member.registered", subjectId: id, payload: { memberId: id } }]);
  return id;
}

async function change(
  tx: Tx,
  scope: Scope,
  locked: Locked,
  written: Written,
  tags: MemberInput["tags"],
): Promise<string> {
  const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
  const changed = changedFields(locked, given);
  if (changed) await updateProfile(tx, scope, locked.id, changed.after);
  const retagged = tags ? await wear(tx, scope, locked.id, tags) : false;
  if (!changed && !retagged) return locked.id;
  // Which fields, never what they hold: the log outlives the member's data.
  const fields = [...Object.keys(changed?.after ?? {}), ...(retagged ? ["tags"] : [])];
  await recordAudit(tx, scope, [
    { action: "member.edit", objectType: "member", objectId: locked.id, after: { fields } },
  ]);
  const payload = { memberId: locked.id };
  await announce(tx, scope, [{ type: "member.changed", subjectId: locked.id, payload }]);
  return locked.id;
}

async function wear(tx: Tx, scope: Scope, memberId: string, names: readonly string[]): Promise<boolean> {
  const once = new Map(names.map((name) => [name.toLowerCase(), name]));
  return await replaceTags(tx, scope, memberId, await findOrInsertTags(tx, scope, [...once.values()]));
}

/** The member as the transaction leaves them: what `getMember` tells of them, contact data whole. */
async function profileOf(tx: Tx, scope: Scope, memberId: string): Promise<MemberProfile> {
  const row = await loadMember(tx, scope, memberId);
  const columns = row && (await lockMemberBy(tx, scope, "phone", row.phone));
  if (!columns) throw new Error(`member ${memberId} vanished under its lock`);
  const { tags, tiers, picked } = await loadLabels(tx, scope, memberId);
  const now = await databaseNow(tx);
  const topTierIds = await loadTopTiers(tx, scope);
  const moment = { now, today: localDate(now, row.timeZone), topTierIds };
  const ruled = await loadRuleGroups(tx, scope);
  const spans = spansOf(ruled.map(({ rule }) => rule));
  const spent = (await loadSpent(tx, scope, { memberIds: [memberId], spans, now })).get(memberId) ?? {};
  const admitted = ruled.filter((group) => ruleAdmits(group.rule, { ...row, spent }, moment));
  const groups = [...picked, ...admitted.map(({ id, name }) => ({ id, name }))];
  const registeredAt = row.registeredAt.toISOString();
  const balances = await loadBalances(tx, scope, memberId);
  return { ...columns, tags, tiers, groups, ...balances, registeredAt, blocked: row.blockedAt !== null };
}
