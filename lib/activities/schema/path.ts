/** Where an activity's page is. */
export const activityPath = (slug: string) => `/a/${encodeURIComponent(slug)}`;

/** A path of ours with what was asked of another. */
export function withQuery(path: string, query: Readonly<Record<string, string | string[] | undefined>>) {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    value === undefined ? [] : [value].flat().map((one) => [key, one]),
  );
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
