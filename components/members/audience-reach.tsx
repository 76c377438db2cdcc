"use client";

import { Users } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { reachOfAudience } from "@/lib/members/actions";
import { type Audience, namesNobody } from "@/lib/members/schema/audience";

type Counted = { count: number; capped: boolean };
type Reach = Counted | "counting" | "unknown";

/** Counts whom an audience lets in: of all members, or of those that what it is for can reach. */
export type ReachOf = StaffAction<Counted>;
type AudienceReachProps = { audience: Audience; where: ActionPlace; reachOf?: ReachOf };

/** How many members an audience lets in now, asked a moment after the last change. */
export function AudienceReach({ audience, where, reachOf = reachOfAudience }: AudienceReachProps) {
  const t = useTranslations("audience");
  const locale = useLocale();
  const reach = useReach(audience, where, reachOf);
  const words = () => {
    if (reach === "counting") return t("counting");
    if (reach === "unknown") return t("noCount");
    const shown = new Intl.NumberFormat(locale).format(reach.count);
    return t("reaches", { count: reach.count, shown, capped: String(reach.capped) });
  };
  return (
    <p role="status" className="flex min-h-5 items-center gap-1.5 text-sm text-ink-2">
      <Users aria-hidden="true" className="size-4" />
      {words()}
    </p>
  );
}

function useReach(audience: Audience, { merchant, store }: ActionPlace, reachOf: ReachOf): Reach {
  const [reach, setReach] = useState<Reach>("counting");
  const asked = JSON.stringify(audience);
  useEffect(() => {
    let current = true;
    const wanted: Audience = JSON.parse(asked);
    if (namesNobody(wanted)) {
      setReach({ count: 0, capped: false });
      return;
    }
    setReach("counting");
    const timer = setTimeout(() => {
      reachOf({ merchant, store, input: { audience: wanted } }).then(
        (result) => current && setReach(result.ok ? result.value : "unknown"),
        () => current && setReach("unknown"),
      );
    }, 350);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [asked, merchant, store, reachOf]);
  return reach;
}
