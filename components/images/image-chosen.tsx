"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import type { ImageShape } from "@/components/images/image-shapes";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Picture } from "@/components/ui/picture";
import { TextField } from "@/components/ui/text-field";
import type { ImageRef } from "@/lib/kernel/image";

type ImageChosenProps = {
  image: ImageRef;
  shape: ImageShape;
  /** It may have any of these: all of it is shown. */
  shapes?: readonly ImageShape[];
  /** It was sent in a moment ago: its words come next. */
  isFresh: boolean;
  isDecoration?: boolean;
  isDisabled?: boolean;
  altError?: string;
  altId?: string;
  onAlt: (alt: string) => void;
  onRemove: () => void;
  replace: ReactNode;
};

/** An image that is there, with its words and what can be done with it. */
export function ImageChosen(props: ImageChosenProps) {
  const {
    image,
    shape,
    shapes,
    isFresh,
    isDecoration,
    isDisabled,
    altError,
    altId,
    onAlt,
    onRemove,
    replace,
  } = props;
  const t = useTranslations("images");
  const words = useRef<HTMLInputElement & HTMLTextAreaElement & HTMLButtonElement>(null);
  const fresh = isFresh ? image.id : null;
  useEffect(() => {
    if (fresh) words.current?.focus();
  }, [fresh]);
  const narrow = shape === "square";
  return (
    <div className="@container">
      <div
        className={cx(
          "grid items-start gap-3",
          narrow ? "@sm:grid-cols-[112px_minmax(0,1fr)]" : "@sm:grid-cols-[208px_minmax(0,1fr)]",
        )}
      >
        <Picture
          image={image}
          shape={shapes ? "photo" : shape}
          whole={Boolean(shapes)}
          sizes={narrow ? "112px" : "208px"}
          className={cx("rounded-lg border border-border", narrow ? "w-28" : "w-full max-w-52")}
        />
        <div className="grid min-w-0 gap-2">
          {isDecoration ? null : (
            <div id={altId} className="scroll-mt-20">
              <TextField
                label={t("alt")}
                help={t("altHelp")}
                error={altError}
                value={image.alt}
                onChange={onAlt}
                inputRef={words}
                maxLength={200}
                isRequired
                isDisabled={isDisabled}
                autoComplete="off"
              />
            </div>
          )}
          <div className="flex flex-wrap gap-2">
            {replace}
            <Button variant="ghost" isDisabled={isDisabled} onPress={onRemove}>
              <Trash2 aria-hidden="true" />
              {t("remove")}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}
