import { useLocale, useTranslations } from "next-intl";
import type { BlockOf } from "@/lib/activities/schema/blocks";
import { clockWords } from "@/lib/platform/when-words";
import type { PageView } from "./page-view";

/** When what a countdown counts to is, and how many whole seconds are left; null = it is over. */
export function countdownTarget(
  block: BlockOf<"countdown">,
  { facts, now }: Pick<PageView, "facts" | "now">,
) {
  const { startsAt, endsAt } = facts.activity;
  // Once begun, what is left to count is the end.
  const to = block.props.to === "start" && startsAt > now ? ("start" as const) : ("end" as const);
  const at = to === "start" ? startsAt : endsAt;
  const seconds = Math.floor((at.getTime() - now.getTime()) / 1000);
  return seconds > 0 ? { to, at, seconds } : null;
}

/**
 * The style that makes a page's countdowns run without any script: the number of seconds left by the server's clock, and
 * as long an animation of it. Ids are of the schema's letters, numbers are numbers.
 */
export function countdownStyle(view: Pick<PageView, "page" | "facts" | "now">): string {
  return view.page.blocks
    .map((block) => {
      const target = block.type === "countdown" ? countdownTarget(block, view) : null;
      if (!target) return "";
      return `#cd-${block.id}{--left:${target.seconds};--from:${target.seconds};animation-duration:${target.seconds}s}`;
    })
    .join("");
}

/** How long it still is, counted down by the style sheet alone; read out once, as a time. */
export function CountdownBlock({ block, view }: { block: BlockOf<"countdown">; view: PageView }) {
  const t = useTranslations("activity-page.countdown");
  const locale = useLocale();
  const target = countdownTarget(block, view);
  if (!target) return null;
  const at = clockWords(target.at, view.now, view.facts.activity.timeZone, locale);
  return (
    <section className="pg-card countdown" data-style={block.props.style}>
      <p className="text-sm text-ink-2">{block.props.label || t(target.to)}</p>
      <p className="sr-only">{at}</p>
      <div id={`cd-${block.id}`} className="countdown__clock" aria-hidden="true">
        {(["days", "hours", "minutes", "seconds"] as const).map((unit) => (
          <span key={unit} data-unit={unit}>
            <b />
            <small>{t(unit)}</small>
          </span>
        ))}
      </div>
    </section>
  );
}
