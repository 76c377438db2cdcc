import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Link } from "@/components/ui/link";
import type { RulePreview } from "@/lib/members/queries/groups";

type GroupSampleProps = { place: ActionPlace; sample: RulePreview["sample"] };

/** Ten of those a group has, the newest. */
export function GroupSample({ place, sample }: GroupSampleProps) {
  const t = useTranslations("organise.preview");
  const members = useTranslations("members");
  if (sample.length === 0) return <p className="text-ink-2">{t("nobody")}</p>;
  return (
    <div className="grid gap-1">
      <p className="text-xs text-ink-2">{t("sample", { count: sample.length })}</p>
      <ul className="grid divide-y divide-border">
        {sample.map((member) => (
          <li key={member.id} className="flex min-w-0 items-baseline justify-between gap-3 py-1.5 text-sm">
            <Link
              href={consolePath(place, "members", member.id)}
              className="min-w-0 truncate text-ink underline-offset-2 hover:underline"
            >
              {member.name ?? member.nickname ?? members("noName")}
            </Link>
            <span className="tabular shrink-0 text-xs text-ink-2">{member.phone}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
