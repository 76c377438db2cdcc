import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import { AcknowledgeAlert } from "@/components/risk/acknowledge-alert";
import type { ActionPlace } from "@/components/ui/action-result";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { OpenAlert } from "@/lib/risk/queries";
import { alertWords, folderOf } from "./alert-words";

type AlertItemProps = { place: ActionPlace; alert: OpenAlert; timeZone: string; mayAcknowledge: boolean };

/** An open alert, in the list of what needs attention. */
export function AlertItem({ place, alert, timeZone, mayAcknowledge }: AlertItemProps) {
  const t = useTranslations("home.alerts");
  const { id, count, examples, firstSeenAt, lastSeenAt, acknowledgedAt, acknowledgedBy } = alert;
  const seen = (at: Date) => () => <Time at={at} timeZone={timeZone} />;
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 py-3">
      <TriangleAlert aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-danger" />
      <div className="grid min-w-0 flex-1 basis-56 gap-1">
        <p className="text-sm font-[550] text-ink">{alertWords(t, alert)}</p>
        <Examples place={place} examples={examples} more={count - examples.length} />
        <p className="text-xs text-ink-2">
          {t.rich("seen", { first: seen(firstSeenAt), last: seen(lastSeenAt) })}
        </p>
      </div>
      {acknowledgedAt ? (
        <p className="text-xs text-ink-2 max-sm:ml-8">
          {t.rich("acknowledged", { name: acknowledgedBy ?? "–", at: seen(acknowledgedAt) })}
        </p>
      ) : mayAcknowledge ? (
        <div className="max-sm:ml-8">
          <AcknowledgeAlert place={place} alertId={id} />
        </div>
      ) : null}
    </li>
  );
}

function Examples({
  place,
  examples,
  more,
}: {
  place: ActionPlace;
  examples: OpenAlert["examples"];
  more: number;
}) {
  const t = useTranslations("home.alerts");
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-2">
      {examples.map(({ id, name }) => {
        const folder = folderOf(id);
        return (
          <li key={id} className="min-w-0 wrap-anywhere">
            {folder ? (
              <Link
                href={consolePath(place, folder, id)}
                className="text-brand underline underline-offset-2 hover:no-underline"
              >
                {name ?? id}
              </Link>
            ) : (
              id
            )}
          </li>
        );
      })}
      {more > 0 ? <li>{t("more", { count: more })}</li> : null}
    </ul>
  );
}
