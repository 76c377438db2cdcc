"use client";

import { Captions, Film, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type ReactNode, useId, useRef, useState } from "react";
import { FileTrigger } from "react-aria-components/FileTrigger";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { useRefusalWords } from "@/components/ui/use-refusal-words";
import { captionsSchema, filmSchema } from "@/lib/activities/schema/scalars";
import { MAX_VIDEO_BYTES } from "@/lib/kernel/video";
import { keptName } from "@/lib/merchants/rules/file-name";
import { type SentMedia, sendCaptions, sendVideo } from "./send-video";

type MediaFieldProps = {
  place: ActionPlace;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
};

/** A file on its way in: how far it is, what went wrong, and how to stop it. */
function useSending<T>(onDone: (value: T, file: File) => void) {
  const words = useRefusalWords();
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  type Work = (onProgress: (done: number) => void, signal: AbortSignal) => Promise<SentMedia<T>>;
  const send = async (file: File, work: Work) => {
    running.current = new AbortController();
    setProblem(null);
    setProgress(0);
    const sent = await work(setProgress, running.current.signal);
    setProgress(null);
    if ("value" in sent) onDone(sent.value, file);
    else if ("refusal" in sent) setProblem(words(sent.refusal));
  };
  return { progress, problem, send, cancel: () => running.current?.abort() };
}

type FrameProps = {
  label: string;
  help: string;
  icon: ReactNode;
  /** What is chosen, in words; null = nothing. */
  chosen: ReactNode | null;
  types: readonly string[];
  sending: Pick<ReturnType<typeof useSending>, "progress" | "problem" | "cancel">;
  onFile: (file: File) => void;
  onRemove: () => void;
};

function Frame({ label, help, icon, chosen, types, sending, onFile, onRemove }: FrameProps) {
  const t = useTranslations("page-editor.media");
  const labelId = useId();
  const { progress, problem, cancel } = sending;
  const percent = Math.round((progress ?? 0) * 100);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot be laid out like the other labels.
    <div role="group" aria-labelledby={labelId} className="grid gap-1.5">
      <span id={labelId} className="text-sm font-[550] text-ink">
        {label}
      </span>
      <div className="grid gap-2 rounded-lg border border-border bg-bg p-3">
        {chosen === null ? null : (
          <p className="flex min-w-0 items-start gap-2 text-sm text-ink">
            {icon}
            <span className="min-w-0 break-words">{chosen}</span>
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <FileTrigger
            acceptedFileTypes={types}
            onSelect={(files) => (files?.[0] ? onFile(files[0]) : undefined)}
          >
            <Button size="sm" isDisabled={progress !== null}>
              {t(chosen === null ? "choose" : "replace")}
            </Button>
          </FileTrigger>
          {chosen === null ? null : (
            <Button size="sm" variant="ghost" onPress={onRemove}>
              <Trash2 aria-hidden="true" className="size-4" />
              {t("remove")}
            </Button>
          )}
        </div>
        {progress === null ? null : (
          <div className="flex items-center gap-3">
            <progress
              aria-label={t("sending")}
              value={percent}
              max={100}
              className="h-1.5 flex-1 accent-brand"
            />
            <span className="text-xs text-ink-2 tabular-nums">
              {percent < 100 ? t("percent", { percent }) : t("working")}
            </span>
            <Button size="sm" onPress={cancel}>
              {t("cancel")}
            </Button>
          </div>
        )}
      </div>
      <p className="text-xs" role={problem ? "alert" : undefined}>
        <span className={problem ? "text-danger" : "text-ink-2"}>{problem ?? help}</span>
      </p>
    </div>
  );
}

/** A video that is played on the page: chosen, sent in part by part, looked at by the server. */
export function FilmField({ place, label, value, onChange }: MediaFieldProps) {
  const t = useTranslations("page-editor.media");
  const format = useFormatter();
  const film = filmSchema.safeParse(value).data ?? null;
  const sending = useSending<object>((found, file) => onChange({ ...found, name: keptName(file.name) }));
  const size = (bytes: number) => format.number(Math.ceil((bytes * 10) / 1024 / 1024) / 10);
  return (
    <Frame
      label={label}
      help={t("filmHelp", { megabytes: MAX_VIDEO_BYTES / 1024 / 1024 })}
      icon={<Film aria-hidden="true" className="mt-0.5 size-4 flex-none text-ink-3" />}
      chosen={
        film &&
        t("film", { name: film.name, megabytes: size(film.bytes), width: film.width, height: film.height })
      }
      types={["video/mp4", "video/webm", ".mp4", ".webm"]}
      sending={sending}
      onFile={(file) =>
        void sending.send(file, (onProgress, signal) => sendVideo({ place, file, onProgress, signal }))
      }
      onRemove={() => onChange(null)}
    />
  );
}

/** The words of a video in one language, as a file of WebVTT. */
export function CaptionsField({ place, label, value, onChange }: MediaFieldProps) {
  const t = useTranslations("page-editor.media");
  const captions = captionsSchema.safeParse(value).data ?? null;
  const sending = useSending<{ id: string }>(({ id }, file) => onChange({ id, name: keptName(file.name) }));
  return (
    <Frame
      label={label}
      help={t("captionsHelp")}
      icon={<Captions aria-hidden="true" className="mt-0.5 size-4 flex-none text-ink-3" />}
      chosen={captions?.name ?? null}
      types={["text/vtt", ".vtt"]}
      sending={sending}
      onFile={(file) => void sending.send(file, () => sendCaptions(place, file))}
      onRemove={() => onChange(null)}
    />
  );
}
