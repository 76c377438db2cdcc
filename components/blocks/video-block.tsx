import { useLocale, useTranslations } from "next-intl";
import { Picture } from "@/components/ui/picture";
import type { BlockProps } from "@/lib/activities/schema/blocks";
import { imagePath } from "@/lib/kernel/image";
import { captionsPath, videoPath } from "@/lib/kernel/video";
import type { PageView } from "./page-view";
import { SafeLink } from "./rich-text";

type VideoProps = BlockProps<"video">;

/** A film: played on the page when it was sent in, else a picture that leads to where it is played. */
export function VideoBlock({ props, view }: { props: VideoProps; view: PageView }) {
  if (props.film) return <Player {...props} film={props.film} />;
  return <LeadsToVideo {...props} shop={view.merchant.slug} />;
}

/** The browser's own player: nothing of the film is loaded before somebody plays it, and it needs no script. */
function Player({ film, image, items, title }: VideoProps & { film: NonNullable<VideoProps["film"]> }) {
  const t = useTranslations("activity-page.video");
  const locale = useLocale();
  const tracks = items.flatMap(({ captions, language }) => (captions ? [{ id: captions.id, language }] : []));
  const shown = tracks.find(({ language }) => language === locale) ?? tracks[0];
  return (
    <figure className="pg-figure">
      {/* biome-ignore lint/a11y/useMediaCaption: no page is published before each of its videos has captions. */}
      <video
        className="pg-film"
        controls
        playsInline
        preload="none"
        src={videoPath(film)}
        poster={image ? imagePath(image.id, 960) : undefined}
        width={film.width}
        height={film.height}
        aria-label={title || image?.alt || t("name")}
      >
        {tracks.map((track) => (
          <track
            key={`${track.language}-${track.id}`}
            kind="captions"
            src={captionsPath(track.id)}
            srcLang={track.language}
            label={nameOf(track.language)}
            default={track === shown}
          />
        ))}
      </video>
      {title ? <figcaption className="text-sm text-ink-2">{title}</figcaption> : null}
    </figure>
  );
}

/** What a language is called in itself. */
const nameOf = (language: string) =>
  new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;

function LeadsToVideo({ image, title, length, href, shop }: VideoProps & { shop: string }) {
  const t = useTranslations("activity-page.video");
  if (!image || !href) return null;
  return (
    <SafeLink href={href} shop={shop} className="pg-video">
      <Picture
        image={image}
        shape="banner"
        sizes="(max-width: 480px) 92vw, 448px"
        className="h-auto w-full"
      />
      <span className="pg-video__line">
        <span aria-hidden="true" className="pg-video__play" />
        <span className="font-semibold">{title || t("play")}</span>
        {length ? <span className="text-sm">{length}</span> : null}
      </span>
    </SafeLink>
  );
}
