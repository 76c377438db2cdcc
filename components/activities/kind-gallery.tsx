import { useTranslations } from "next-intl";
import { activitiesPath, type ConsolePlace } from "@/components/activities/paths";
import { Link } from "@/components/ui/link";
import { activityKinds } from "@/lib/activities/schema";

/** C-41: the kinds of activity there are, what each is for and what it needs. */
export function KindGallery({ place }: { place: ConsolePlace }) {
  const t = useTranslations("activities.kinds");
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {activityKinds.map((kind) => (
        <li key={kind}>
          <Link
            href={activitiesPath(place, "new", kind)}
            className="group grid h-full grid-cols-[96px_1fr] gap-4 rounded-xl border border-border bg-surface p-4 shadow-e1 hover:border-brand"
          >
            <Thumbnail />
            <span className="grid content-start gap-1">
              <span className="text-lg font-semibold text-ink group-hover:text-brand">
                {t(`${kind}.name`)}
              </span>
              <span className="text-sm text-ink">{t(`${kind}.purpose`)}</span>
              <span className="text-xs text-ink-2">{t(`${kind}.example`)}</span>
              <span className="mt-1 text-xs text-ink-2">{t(`${kind}.needs`)}</span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A phone with a password box and two tickets. */
function Thumbnail() {
  return (
    <svg viewBox="0 0 96 144" aria-hidden="true" className="w-24 self-start">
      <rect
        x="10"
        y="2"
        width="76"
        height="140"
        rx="12"
        className="fill-bg stroke-border-strong"
        strokeWidth="2"
      />
      <rect x="20" y="16" width="40" height="6" rx="3" className="fill-ink" />
      <rect x="20" y="27" width="56" height="4" rx="2" className="fill-border" />
      <rect x="20" y="40" width="56" height="16" rx="4" className="fill-surface stroke-border-strong" />
      <circle cx="27" cy="48" r="2" className="fill-ink" />
      <circle cx="34" cy="48" r="2" className="fill-ink" />
      <circle cx="41" cy="48" r="2" className="fill-ink" />
      <rect x="20" y="61" width="56" height="14" rx="7" className="fill-brand" />
      {[84, 108].map((y) => (
        <g key={y}>
          <rect x="20" y={y} width="56" height="19" rx="4" className="fill-surface stroke-border" />
          <rect x="20" y={y} width="18" height="19" rx="4" className="fill-brand-soft" />
          <rect x="43" y={y + 5} width="26" height="3" rx="1.5" className="fill-ink-3" />
          <rect x="43" y={y + 11} width="18" height="3" rx="1.5" className="fill-border" />
        </g>
      ))}
    </svg>
  );
}
