import { useLocale, useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { RulePreview } from "@/lib/members/queries/groups";
import type { LabelUse } from "@/lib/members/queries/tags";
import { GroupSample } from "./group-sample";

type GroupAsideProps = {
  place: ActionPlace;
  uses: readonly LabelUse[];
  /** Of a hand-picked group; one by rule shows it beside its rule. */
  found: RulePreview | null;
};

/** Who is in a hand-picked group, and where the group is used. */
export function GroupAside({ place, uses, found }: GroupAsideProps) {
  const t = useTranslations("organise.group");
  const preview = useTranslations("organise.preview");
  const locale = useLocale();
  const rooms = { coupon: "coupons", activity: "activities", group: "members/groups" } as const;
  const pathOf = ({ kind, id }: LabelUse) =>
    kind === "placement" ? consolePath(place, "links/on-site") : consolePath(place, rooms[kind], id);
  return (
    <div className="grid max-w-[680px] gap-4">
      {found ? (
        <Card title={t("picked")}>
          <div className="grid gap-3 text-sm">
            <p className="font-medium text-ink">
              {preview("reaches", {
                count: found.count,
                shown: new Intl.NumberFormat(locale).format(found.count) + (found.capped ? "+" : ""),
              })}
            </p>
            <GroupSample place={place} sample={found.sample} />
          </div>
        </Card>
      ) : null}
      <Card title={t("usedBy")}>
        {uses.length === 0 ? (
          <p className="text-sm text-ink-2">{t("unused")}</p>
        ) : (
          <ul className="grid gap-1.5 text-sm">
            {uses.map((use) => (
              <li key={use.id} className="flex flex-wrap items-baseline gap-x-2">
                <span className="text-xs text-ink-2">{t(`kinds.${use.kind}`)}</span>
                <Link href={pathOf(use)} className="text-brand underline-offset-2 hover:underline">
                  {use.name}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </div>
  );
}
