import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { linkDays, linkSources, linkVisitors } from "@/db/schema/links";
import { toldApart, type VisitSource } from "@/lib/links/rules";

/** The visits of one link on one day that were gathered. */
export type GatheredVisits = {
  readonly merchantId: string;
  readonly linkId: string;
  /** `YYYY-MM-DD` of the merchant's clock. */
  readonly day: string;
  readonly clicks: number;
  readonly visitors: readonly string[];
  /** What the browsers of some of them are known by from now on: not people of their own. */
  readonly aliases: readonly string[];
  /** An alias that a browser brought, and the visitor it is where this alias was not counted before. */
  readonly former?: readonly (readonly [alias: string, visitor: string])[];
  /** By `device` or `referrer` and value. */
  readonly sources: readonly VisitSource[];
};

const most = 1000;
const partsOf = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, i) => list.slice(i * most, (i + 1) * most));

/** The visits with what browsers brought made visitors and aliases, but for those that were counted before. */
async function withFormer(tx: Tx, batch: readonly GatheredVisits[]): Promise<GatheredVisits[]> {
  const brought = batch.flatMap(({ merchantId, linkId, former = [] }) =>
    former.map(([visitor]) => ({ merchantId, linkId, visitor })),
  );
  const known = new Set<string>();
  for (const part of partsOf(brought)) {
    const rows = await tx
      .select({ linkId: linkVisitors.linkId, visitor: linkVisitors.visitor })
      .from(linkVisitors)
      .where(
        and(
          inArray(linkVisitors.merchantId, [...new Set(part.map(({ merchantId }) => merchantId))]),
          inArray(linkVisitors.linkId, [...new Set(part.map(({ linkId }) => linkId))]),
          inArray(linkVisitors.visitor, [...new Set(part.map(({ visitor }) => visitor))]),
        ),
      );
    for (const { linkId, visitor } of rows) known.add(`${linkId}:${visitor}`);
  }
  return batch.map(({ former = [], visitors, aliases, ...at }) => {
    const fresh = former.filter(([alias]) => !known.has(`${at.linkId}:${alias}`));
    return {
      ...at,
      visitors: [...new Set([...visitors, ...fresh.map(([, visitor]) => visitor)])],
      aliases: [...new Set([...aliases, ...fresh.map(([alias]) => alias)])],
    };
  });
}

/**
 * Keeps who opened links for the first time, of those given, and what else they are known by; how many people that are by
 * link and day.
 */
async function insertVisitors(tx: Tx, batch: readonly GatheredVisits[]): Promise<Map<string, number>> {
  const told = await withFormer(tx, batch);
  const rows = told.flatMap(({ merchantId, linkId, day, visitors, aliases }) =>
    [...visitors, ...aliases].map((visitor) => ({ merchantId, linkId, day, visitor })),
  );
  const also = new Set(told.flatMap(({ linkId, aliases }) => aliases.map((alias) => `${linkId}:${alias}`)));
  rows.sort((a, b) => (`${a.linkId}${a.visitor}` < `${b.linkId}${b.visitor}` ? -1 : 1));
  const fresh = new Map<string, number>();
  for (const part of partsOf(rows)) {
    const added = await tx.insert(linkVisitors).values(part).onConflictDoNothing().returning({
      linkId: linkVisitors.linkId,
      day: linkVisitors.day,
      visitor: linkVisitors.visitor,
    });
    for (const { linkId, day, visitor } of added) {
      if (also.has(`${linkId}:${visitor}`)) continue;
      const key = `${linkId}:${day}`;
      fresh.set(key, (fresh.get(key) ?? 0) + 1);
    }
  }
  return fresh;
}

/** The hosts that are told apart of links on their days so far, of those whose visits came from any. */
async function knownHosts(tx: Tx, batch: readonly GatheredVisits[]): Promise<Map<string, string[]>> {
  const known = new Map<string, string[]>();
  const asked = batch.filter(({ sources }) =>
    sources.some(({ kind, value }) => kind === "referrer" && value),
  );
  for (const part of partsOf(asked)) {
    const rows = await tx
      .select({ linkId: linkSources.linkId, day: linkSources.day, value: linkSources.value })
      .from(linkSources)
      .where(
        and(
          inArray(linkSources.merchantId, [...new Set(part.map(({ merchantId }) => merchantId))]),
          inArray(linkSources.linkId, [...new Set(part.map(({ linkId }) => linkId))]),
          inArray(linkSources.day, [...new Set(part.map(({ day }) => day))]),
          eq(linkSources.kind, "referrer"),
        ),
      );
    for (const { linkId, day, value } of rows) {
      const key = `${linkId}:${day}`;
      const hosts = known.get(key) ?? [];
      hosts.push(value);
      known.set(key, hosts);
    }
  }
  return known;
}

/**
 * Adds gathered visits to the counts of their links and days: a few statements however many there are, each in the order
 * of links, so that two processes never wait in a circle.
 */
export async function addVisits(tx: Tx, gathered: readonly GatheredVisits[]): Promise<void> {
  if (gathered.length === 0) return;
  const batch = [...gathered].sort((a, b) => (`${a.linkId}${a.day}` < `${b.linkId}${b.day}` ? -1 : 1));
  const fresh = await insertVisitors(tx, batch);
  const days = batch.map(({ merchantId, linkId, day, clicks }) => ({
    ...{ merchantId, linkId, day, clicks },
    visitors: fresh.get(`${linkId}:${day}`) ?? 0,
  }));
  for (const part of partsOf(days)) {
    // Its columns are named: a query builder names all there are, those too that are on their way out.
    await tx.execute(sql`
      insert into ${linkDays} as d (merchant_id, link_id, day, clicks, visitors)
      select "merchantId", "linkId", day, clicks, visitors from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
        as seen("merchantId" text, "linkId" text, day date, clicks bigint, visitors bigint)
      order by "linkId", day
      on conflict (merchant_id, link_id, day) do update
      set clicks = d.clicks + excluded.clicks, visitors = d.visitors + excluded.visitors`);
  }
  // After their days were written, which whoever else counts these links waits for: what stands now stays as it is.
  const known = await knownHosts(tx, batch);
  const sources = batch.flatMap(({ merchantId, linkId, day, sources: list }) =>
    toldApart(known.get(`${linkId}:${day}`) ?? [], list)
      .sort((a, b) => (`${a.kind}${a.value}` < `${b.kind}${b.value}` ? -1 : 1))
      .map((source) => ({ merchantId, linkId, day, ...source })),
  );
  for (const part of partsOf(sources)) {
    await tx
      .insert(linkSources)
      .values(part)
      .onConflictDoUpdate({
        target: [
          linkSources.merchantId,
          linkSources.linkId,
          linkSources.day,
          linkSources.kind,
          linkSources.value,
        ],
        set: { clicks: sql`${linkSources.clicks} + excluded.clicks` },
      });
  }
}
