import { useTranslations } from "next-intl";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import type { PageView } from "./page-view";
import { RichText } from "./rich-text";

// Points of a list have no names: their places are their keys.
const placed = <T,>(items: readonly T[]) => items.map((item, at) => ({ key: `i${at}`, at, item }));

/** How to take part, step by step. */
export function StepsBlock({ id, props }: { id: string; props: BlockProps<"steps"> }) {
  const t = useTranslations("activity-page");
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {props.heading || t("steps")}
      </h2>
      <ol className="pg-steps">
        {placed(props.items).map(({ key, at, item }) => (
          <li key={key} className="pg-card">
            <span className="pg-steps__number" aria-hidden="true">
              {at + 1}
            </span>
            <div className="grid gap-1">
              {item.title ? <p className="font-semibold">{item.title}</p> : null}
              {item.text ? <p className="whitespace-pre-line text-sm text-ink-2">{item.text}</p> : null}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Questions that open their answers, without any script. */
export function FaqBlock({ id, props, view }: { id: string; props: BlockProps<"faq">; view: PageView }) {
  const t = useTranslations("activity-page");
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="text-lg font-semibold">
        {props.heading || t("faq")}
      </h2>
      <div className="grid gap-2">
        {placed(props.items).map(({ key, item }) => (
          <details key={key} className="pg-card pg-faq">
            <summary>{item.question}</summary>
            <RichText text={item.answer} shop={view.merchant.slug} />
          </details>
        ))}
      </div>
    </section>
  );
}
