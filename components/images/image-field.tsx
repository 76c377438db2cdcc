"use client";

import { ImagePlus } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { ImageChosen } from "@/components/images/image-chosen";
import { type ImageShape, imageShapes } from "@/components/images/image-shapes";
import { useImageUpload } from "@/components/images/use-image-upload";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import type { FieldProps } from "@/components/ui/field";
import type { ImageRef } from "@/lib/kernel/image";

const CropDialog = dynamic(() => import("@/components/images/crop-dialog").then((part) => part.CropDialog), {
  ssr: false,
});

export type ImageFieldProps = FieldProps<ImageRef | null> & {
  place: ActionPlace;
  /** What it is cut to when it is chosen. */
  shape: ImageShape;
  /** The shapes that whoever cuts it chooses from, `shape` first of all; without them it is always `shape`. */
  shapes?: readonly ImageShape[];
  /** Nothing is told by it: no words are asked for. */
  isDecoration?: boolean;
  altError?: string;
  /** Ties the words to where the summary of errors points. */
  altId?: string;
};

/**
 * An image: dropped, pasted or chosen, cut to its shape, sent in, and told in words for who cannot see it. Its value is an
 * image that is there; what is on its way, or went wrong, is the field's own affair.
 */
export function ImageField(props: ImageFieldProps) {
  const {
    label,
    help,
    error,
    value,
    onChange,
    onBlur,
    isDisabled,
    isRequired,
    place,
    shape,
    shapes,
    inputRef,
  } = props;
  const t = useTranslations("images");
  const labelId = useId();
  const [chosen, setChosen] = useState<File | null>(null);
  const [fresh, setFresh] = useState(false);
  const [over, setOver] = useState(false);
  const image = useImageUpload(place, (id) => {
    setFresh(true);
    // Words of the picture before say nothing of this one.
    onChange({ id, alt: value?.id === id ? value.alt : "" });
    onBlur?.();
  });
  const take = (file: File | undefined) => {
    if (!file || !image.accepts(file)) return;
    if (imageShapes[shape] === null) void image.upload(file, null);
    else setChosen(file);
  };
  const problem = image.problem ?? error;
  const choose = (words: string) => (
    <FileTrigger
      acceptedFileTypes={["image/png", "image/jpeg", "image/webp"]}
      onSelect={(files) => take(files?.[0])}
    >
      <Button ref={inputRef} isDisabled={isDisabled || image.progress !== null}>
        {words}
      </Button>
    </FileTrigger>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out like the other labels.
    <div
      role="group"
      aria-labelledby={labelId}
      className="grid gap-1.5"
      onDragOver={(event) => {
        if (isDisabled) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        if (!isDisabled) take(event.dataTransfer.files[0]);
      }}
      onPaste={(event) => {
        if (!isDisabled) take(event.clipboardData.files[0]);
      }}
    >
      <span id={labelId} className="text-sm font-[550] text-ink">
        {label}
        {isRequired ? <span aria-hidden="true"> *</span> : null}
      </span>
      {value ? (
        <ImageChosen
          image={value}
          shape={shape}
          shapes={shapes}
          isFresh={fresh}
          isDecoration={props.isDecoration}
          isDisabled={isDisabled}
          altError={props.altError}
          altId={props.altId}
          onAlt={(alt) => onChange({ ...value, alt })}
          onRemove={() => onChange(null)}
          replace={choose(t("replace"))}
        />
      ) : (
        <div
          className={cx(
            "grid justify-items-center gap-2 rounded-lg border border-dashed px-4 py-6 text-center",
            problem ? "border-danger" : "border-border-strong",
            over ? "bg-brand-soft" : "bg-bg",
          )}
        >
          <ImagePlus aria-hidden="true" className="size-6 text-ink-3" />
          <p className="text-sm text-ink">{t("drop")}</p>
          {choose(t("choose"))}
          <p className="text-xs text-ink-2">{t("limits")}</p>
        </div>
      )}
      <UploadLine {...image} />
      <p className="text-xs" role={problem ? "alert" : undefined}>
        {problem ? (
          <span className="text-danger">{problem}</span>
        ) : (
          <span className="text-ink-2">{help}</span>
        )}
      </p>
      {chosen ? (
        <CropDialog
          file={chosen}
          shape={shape}
          shapes={shapes}
          onClose={() => setChosen(null)}
          onCrop={(crop) => {
            setChosen(null);
            void image.upload(chosen, crop);
          }}
        />
      ) : null}
    </div>
  );
}

/** How much of an image is there, and the way to stop it. */
function UploadLine({ progress, cancel }: Pick<ReturnType<typeof useImageUpload>, "progress" | "cancel">) {
  const t = useTranslations("images");
  if (progress === null) return null;
  const percent = Math.round(progress * 100);
  return (
    <div className="flex items-center gap-3">
      <progress aria-label={t("sending")} value={percent} max={100} className="h-1.5 flex-1 accent-brand" />
      <span className="text-xs text-ink-2 tabular-nums">
        {percent < 100 ? t("percent", { percent }) : t("working")}
      </span>
      <Button size="sm" onPress={cancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}
