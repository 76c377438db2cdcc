import { withQuery } from "@/lib/activities/schema/path";
import { slugOfChannel } from "@/lib/links/queries/channels";
import type { LinkTarget } from "@/lib/links/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { goTo } from "@/lib/platform/go-to";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * What a page was asked with. One that is asked for with `?ch=CHANNEL` is come to by that channel's link instead, which
 * counts it and leads back here with all the rest.
 */
export async function leadByChannel(
  scope: Scope,
  target: LinkTarget,
  searchParams: Promise<Query>,
): Promise<Query> {
  const query = await searchParams;
  const { ch, ...rest } = query;
  if (typeof ch !== "string" || ch.length > 30) return query;
  const slug = await slugOfChannel(scope, target, ch.toLowerCase());
  return slug ? goTo(withQuery(`/s/${slug}`, rest)) : query;
}
