import type { Block, BlockOf } from "@/lib/activities/schema/blocks";
import { FreePicture } from "./free-picture";
import type { PageView } from "./page-view";
import { SafeLink, wayOf } from "./rich-text";

const spotsOf = ({ id, props }: BlockOf<"hotspots">) =>
  props.items
    .map((item, at) => ({ ...item, key: `hs-${id}-${at}` }))
    // What is not said in words is nothing to those who cannot see it.
    .filter(({ label }) => label.trim() !== "");

/** The style that puts a page's spots where they are on their pictures. Ids are of the schema's letters, numbers whole. */
export function hotspotStyle(blocks: readonly Block[]): string {
  const at = (percent: number) => `clamp(18px,${percent}%,calc(100% - 18px))`;
  return blocks
    .flatMap((block) => (block.type === "hotspots" ? spotsOf(block) : []))
    .map(({ key, x, y }) => `#${key}{left:${at(x)};top:${at(y)}}`)
    .join("");
}

/** A picture with spots that lead somewhere or say what is there; below it the same in words. */
export function HotspotsBlock({ block, view }: { block: BlockOf<"hotspots">; view: PageView }) {
  const { image } = block.props;
  if (!image) return null;
  const spots = spotsOf(block).map((spot, at) => ({ ...spot, number: at + 1 }));
  return (
    <figure className="pg-figure">
      <div className="pg-spots">
        <FreePicture image={image} view={view} />
        {spots.map(({ key, number, label, href }) =>
          href ? (
            <a
              key={key}
              id={key}
              href={wayOf(view.merchant.slug, href)}
              className="pg-spot"
              aria-label={label}
              rel="nofollow"
            >
              {number}
            </a>
          ) : (
            <span key={key} id={key} className="pg-spot" aria-hidden="true">
              {number}
            </span>
          ),
        )}
      </div>
      {spots.length > 0 ? (
        <figcaption>
          <ol className="pg-spots__names">
            {spots.map(({ key, number, label, href }) => (
              <li key={key}>
                <span aria-hidden="true" className="pg-spots__number">
                  {number}
                </span>
                {href ? (
                  <SafeLink href={href} shop={view.merchant.slug}>
                    {label}
                  </SafeLink>
                ) : (
                  label
                )}
              </li>
            ))}
          </ol>
        </figcaption>
      ) : null}
    </figure>
  );
}
