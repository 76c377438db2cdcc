import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { SummaryList } from "@/components/ui/summary-list";
import { Time } from "@/components/ui/time";
import type { StaffRow } from "@/lib/merchants/queries/staff";

type StaffAsideProps = { place: ActionPlace; person: StaffRow; timeZone: string };

export function StaffAside({ place, person, timeZone }: StaffAsideProps) {
  const t = useTranslations("staff.list");
  const log = consolePath(place, "settings", "audit");
  return (
    <Card title={t("about")}>
      <div className="grid gap-4">
        <SummaryList
          items={[
            { label: t("joined"), value: <Time at={person.joinedAt} timeZone={timeZone} mode="date" /> },
            {
              label: t("seen"),
              value: person.lastSeenAt ? (
                <Time at={person.lastSeenAt} timeZone={timeZone} mode="relative" />
              ) : (
                t("never")
              ),
            },
            { label: t("twoFactor"), value: t(person.twoFactorSince ? "on" : "off") },
          ]}
        />
        <Link href={`${log}?person=${person.id}`} className="text-sm text-brand underline">
          {t("log")}
        </Link>
      </div>
    </Card>
  );
}
