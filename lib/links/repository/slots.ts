import { and, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { notOver, placedJoins, placementState } from "@/db/placement-state";
import { activities, activityQuotas, prizePools } from "@/db/schema/activities";
import { links } from "@/db/schema/links";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import type { Instant } from "@/lib/kernel/time";
import { MAX_IN_SLOT, type Slot } from "@/lib/links/schema/placements";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

const columns = {
  id: placements.id,
  revision: placements.revision,
  form: placements.form,
  title: placements.title,
  text: placements.text,
  button: placements.button,
  translations: placements.translations,
  image: placements.image,
  slug: links.slug,
  activity: {
    name: activities.name,
    description: activities.description,
    shareTitle: activities.shareTitle,
    shareSubtitle: activities.shareSubtitle,
    translations: activities.translations,
  },
  pack: { name: packs.name, description: packs.description, translations: packs.translations },
};

/**
 * An audience as far as one member is concerned: of the members and tags it names, which may be hundreds, their own alone.
 * Whether it lets them in is for `audienceAdmits` to say.
 */
function ofMember(audience: SQL, { merchantId }: Scope, memberId: string) {
  return sql<Audience>`case when ${audience} ->> 'type' <> 'match' then ${audience} else ${audience} || jsonb_build_object(
    'memberIds', case when jsonb_exists(${audience} -> 'memberIds', ${memberId}) then jsonb_build_array(${memberId}::text)
      else '[]'::jsonb end,
    'tagIds', coalesce((select jsonb_agg(h.tag_id) from member_tag h where h.merchant_id = ${merchantId}
      and h.member_id = ${memberId} and jsonb_exists(${audience} -> 'tagIds', h.tag_id)), '[]'::jsonb)) end`;
}

const forAll = sql`'{"type":"all"}'::jsonb`;
const ofPlacement = sql`${placements.audience}`;
// A pack has no audience of its own.
const ofTarget = sql`coalesce(${activities.audience}, ${forAll})`;

/**
 * Whether a member may take part in the activity once more: its own limits leave some, and that of a prize pool leaves one of
 * the few there are (where there are no passwords there is one pool). True of a pack. The merchant is named, so that it is by
 * key however the planner joins.
 */
const mayHaveMore = (
  { merchantId }: Scope,
  memberId: string,
  at: SQL,
) => sql`not exists (select from ${activityQuotas}
  where ${activityQuotas.merchantId} = ${merchantId} and ${activityQuotas.memberId} = ${memberId}
    and ${activityQuotas.activityId} = ${activities.id}
    and (${activityQuotas.participations} >= ${activities.perMember}
      or (${activityQuotas.participationsToday} >= ${activities.perMemberPerDay}
        and ${activityQuotas.day} = (${at} at time zone ${activities.timeZone})::date)
      or (${activities.rules} ->> 'perMember' is not null and not exists (select from ${prizePools}
        where ${prizePools.merchantId} = ${merchantId} and ${prizePools.activityId} = ${activities.id}
          and coalesce((${activityQuotas.wins} ->> ${prizePools.id})::int, 0)
            < (${activities.rules} ->> 'perMember')::int))))`;

/**
 * What is live in a slot at `now`, in its order: what stands everywhere, and where a store is chosen what stands in that store.
 * As many as `MAX_IN_SLOT` lets stand there. For a member nothing of which they have had their share. For nobody signed in (`memberId` null) only what is placed for everybody, and
 * leads to what is for everybody or for who is new here.
 */
export async function loadSlot(reader: Reader, scope: Scope, { slot, storeId, memberId, now }: SlotQuery) {
  const at = sql`${now.toISOString()}::timestamptz`;
  const audienceOf = (audience: SQL) => (memberId ? ofMember(audience, scope, memberId) : forAll);
  const open = sql`${placements.audience} ->> 'type' = 'all' and ${ofTarget} ->> 'type' in ('all', 'new')`;
  return await reader
    .select({
      ...columns,
      audience: audienceOf(ofPlacement) as SQL<Audience>,
      targetAudience: audienceOf(ofTarget) as SQL<Audience>,
    })
    .from(placements)
    .innerJoin(links, placedJoins.link)
    .leftJoin(activities, placedJoins.activity)
    .leftJoin(packs, placedJoins.pack)
    .where(
      and(
        ...[eq(placements.merchantId, scope.merchantId), eq(placements.slot, slot)],
        // Said beside the state, so that the index leaves out what is over.
        ...[isNull(placements.disabledAt), notOver(at), sql`${placements.startsAt} <= ${at}`],
        eq(placementState(now), "live"),
        or(isNull(placements.storeId), storeId === null ? undefined : eq(placements.storeId, storeId)),
        memberId ? mayHaveMore(scope, memberId, at) : open,
      ),
    )
    .orderBy(placements.position, sql`${placements.id} desc`)
    // Of both forms, everywhere and in the store.
    .limit(MAX_IN_SLOT * 4);
}

export type SlotQuery = {
  readonly slot: Slot;
  /** The store that is chosen; null = none is. */
  readonly storeId: string | null;
  /** Who looks; null = somebody who is not signed in. */
  readonly memberId: string | null;
  readonly now: Instant;
};
export type SlotRow = Awaited<ReturnType<typeof loadSlot>>[number];
