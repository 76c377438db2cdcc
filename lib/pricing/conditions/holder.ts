import type { Candidate, Cart, MemberFacts, Reason } from "@/lib/pricing/shapes";
import type { AudienceTerms } from "@/lib/pricing/terms";

/** Whether the voucher is another member's: then nothing else is said about it. */
export function isAnothers(cart: Cart, { memberId }: Candidate): boolean {
  return cart.member !== null && memberId !== null && memberId !== cart.member.id;
}

/** Whether the audience lets this member in. */
export function admits(audience: AudienceTerms, member: MemberFacts): boolean {
  switch (audience.type) {
    case "all":
      return true;
    case "new":
      return member.isNew;
    case "existing":
      return !member.isNew;
    case "match":
      return (
        audience.memberIds.includes(member.id) ||
        audience.planIds.some((id) => member.planIds.includes(id)) ||
        audience.tierIds.some((id) => member.tierIds.includes(id)) ||
        audience.groupIds.some((id) => member.groupIds.includes(id)) ||
        audience.tagIds.some((id) => member.tagIds.includes(id))
      );
  }
}

/** Adds `member_required` alone where nobody is known to buy, else `member_not_eligible` and `usage_limit_reached`. */
export function addMemberReasons(reasons: Reason[], cart: Cart, candidate: Candidate): void {
  if (!cart.member) {
    reasons.push({ code: "member_required" });
    return;
  }
  const { audience, maxUsesPerMember: limit } = candidate.terms.conditions;
  if (!admits(audience, cart.member)) reasons.push({ code: "member_not_eligible" });
  if (limit !== null && candidate.uses >= limit) reasons.push({ code: "usage_limit_reached", limit });
}
