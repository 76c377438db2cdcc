import { z } from "zod";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { memberBalances } from "@/lib/members/queries/accounts";
import { shownEmail, shownPhone } from "@/lib/members/queries/brief";
import { findMemberByPhone } from "@/lib/members/queries/list";
import { getMember } from "@/lib/members/queries/member";
import { saveMember } from "@/lib/members/save-member";
import { type MemberProfile, memberInputSchema } from "@/lib/members/schema";
import { apiRoute } from "@/lib/platform/api-route";
import type { Scope } from "@/lib/platform/auth/scope";

/** As api.md has it, in one order of fields whether it was kept as an answer or read anew. */
function memberView(scope: Scope, profile: MemberProfile) {
  const { id, phone, externalId, name, nickname, email, birthday, tags, tiers, groups } = profile;
  const { pointsBalance, cashBalanceMinor, cashBalances } = profile;
  return {
    id,
    phone: shownPhone(scope, phone),
    ...{ externalId, name, nickname, email: shownEmail(scope, email), birthday },
    ...{
      tags,
      tiers,
      groups,
      pointsBalance,
      cashBalanceMinor,
      cashBalances,
      registeredAt: profile.registeredAt,
      blocked: profile.blocked,
    },
  };
}

async function findProfile(scope: Scope, id: string): Promise<MemberProfile | null> {
  const row = await getMember(scope, id);
  if (!row) return null;
  const { phone, externalId, name, nickname, email, birthday, tags, tiers, groups } = row;
  const balances = await memberBalances(scope, id);
  return {
    ...balances,
    ...{ id, phone, externalId, name, nickname, email, birthday },
    tags: tags.map((tag) => ({ id: tag.id, name: tag.name })),
    tiers: tiers.map((tier) => ({ id: tier.id, name: tier.name, plan: tier.plan })),
    groups,
    registeredAt: row.registeredAt.toISOString(),
    blocked: row.blockedAt !== null,
  };
}

// In a query a plus sign that was not encoded is a blank.
const phoneQuery = z
  .string()
  .max(32)
  .transform((text) => `+${text.trim().replace(/^\+/, "")}`);

/** Members; their phones and e-mail addresses are whole for keys with the scope `pii` only. */
export const memberRoutes = [
  apiRoute({
    method: "POST",
    path: "/members",
    capability: "member.write",
    body: memberInputSchema,
    work: async ({ scope, body, requestKey }) => {
      const saved = await saveMember(scope, { requestId: requestKey, member: body });
      return saved.ok ? { ...saved, value: memberView(scope, saved.value) } : saved;
    },
  }),
  apiRoute({
    method: "GET",
    path: "/members",
    capability: "member.read",
    query: z.strictObject({ phone: phoneQuery }),
    work: async ({ scope, query }) => {
      const found = await findMemberByPhone(scope, query.phone);
      const member = found && (await findProfile(scope, found.id));
      return ok({ data: member ? [member] : [], nextCursor: null });
    },
  }),
  apiRoute({
    method: "GET",
    path: "/members/:id",
    capability: "member.read",
    work: async ({ scope, id }) => {
      const member = await findProfile(scope, id);
      if (!member) throw new AppError("not_found");
      return ok(member);
    },
  }),
];
