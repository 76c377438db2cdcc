import type { AudienceOptions } from "@/lib/members/queries/audience";

type Translate = (key: string) => string;

/** The options with the groups that are always there called by their names; `t` reads audience.builtIn. */
export function withGroupNames<T extends Pick<AudienceOptions, "groups">>(options: T, t: Translate): T {
  const groups = options.groups.map((group) =>
    group.kind === "built_in" ? { ...group, name: t(group.id) } : group,
  );
  return { ...options, groups };
}
