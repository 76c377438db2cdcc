import { cx } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import type { ImageRef } from "@/lib/kernel/image";
import type { PlacementForm } from "@/lib/links/schema/placements";

type PlacementCardProps = {
  id: string;
  form: PlacementForm;
  title: string;
  text: string;
  button: string;
  image: ImageRef | null;
  href: string;
};

/** A placement as members see it; all of it leads on. */
export function PlacementCard({ id, form, title, text, button, image, href }: PlacementCardProps) {
  return (
    <div
      className={cx(
        "relative flex gap-3 overflow-hidden rounded-xl border border-border p-3 text-ink",
        form === "popup" ? "bg-raised pr-12 shadow-e3" : "bg-surface shadow-e1",
      )}
    >
      {image ? (
        <Picture image={image} shape="square" sizes="88px" className="size-[88px] shrink-0 rounded-lg" />
      ) : null}
      <div className="grid min-w-0 flex-1 content-start justify-items-start gap-1">
        <p id={`placed-${id}`} className="font-semibold wrap-anywhere">
          {title}
        </p>
        {text ? <p className="text-sm wrap-anywhere text-ink-2">{text}</p> : null}
        {/* Not a link within the app: it is counted on the way. */}
        <a
          href={href}
          className="mt-1 inline-flex min-h-6 items-center text-sm font-semibold text-brand underline underline-offset-3 after:absolute after:inset-0"
        >
          {button}
          <span className="sr-only"> {title}</span>
        </a>
      </div>
    </div>
  );
}
