import { cx } from "@/components/ui/class-names";
import { asLabelColour, type LabelColour } from "@/lib/members/schema";

const dots: Record<LabelColour, string> = {
  grey: "bg-(--label-grey)",
  red: "bg-(--label-red)",
  orange: "bg-(--label-orange)",
  green: "bg-(--label-green)",
  teal: "bg-(--label-teal)",
  blue: "bg-(--label-blue)",
  purple: "bg-(--label-purple)",
  pink: "bg-(--label-pink)",
};

export function LabelDot({ colour }: { colour: string }) {
  return (
    <span
      aria-hidden="true"
      className={cx("inline-block size-2 shrink-0 rounded-full", dots[asLabelColour(colour)])}
    />
  );
}

/** A tag or a tier: its colour as a dot, its name in words. */
export function LabelChip({ name, colour }: { name: string; colour: string }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-sm bg-sunken px-1.5 text-xs leading-5 text-ink">
      <LabelDot colour={colour} />
      <span className="truncate" title={name}>
        {name}
      </span>
    </span>
  );
}

type ChipsProps = { labels: readonly { id: string; name: string; colour: string }[]; most?: number };

/** Labels side by side; those beyond `most` are counted and named in the title. */
export function LabelChips({ labels, most = 3 }: ChipsProps) {
  if (labels.length === 0) return "–";
  const rest = labels.slice(most);
  return (
    <span className="flex min-w-0 flex-wrap gap-1">
      {labels.slice(0, most).map((label) => (
        <LabelChip key={label.id} {...label} />
      ))}
      {rest.length > 0 ? (
        <span className="text-xs leading-5 text-ink-2" title={rest.map((label) => label.name).join(", ")}>
          +{rest.length}
        </span>
      ) : null}
    </span>
  );
}
