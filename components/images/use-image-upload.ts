"use client";

import { useState } from "react";
import { sendImage } from "@/components/images/send-image";
import { readyImage } from "@/components/images/shrink-image";
import type { ActionPlace } from "@/components/ui/action-result";
import { oneAtATime } from "@/components/ui/one-at-a-time";
import { useRefusalWords } from "@/components/ui/use-refusal-words";
import type { ImageCrop } from "@/lib/kernel/image";

const TYPES = ["image/png", "image/jpeg", "image/webp"];
/** A larger one is not even opened: the browser would take all memory there is. */
const MAX_CHOSEN = 40 * 1024 * 1024;

/** An image on its way in: how far it is, what went wrong, and how to start and stop it. */
export function useImageUpload(place: ActionPlace, onDone: (id: string) => void) {
  const words = useRefusalWords();
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [sending] = useState(oneAtATime);

  /** Whether a chosen file may be an image; says so where not. */
  const accepts = (file: File): boolean => {
    const code = !TYPES.includes(file.type)
      ? "image_type"
      : file.size > MAX_CHOSEN
        ? "image_too_large"
        : null;
    setProblem(code ? words({ code, params: { megabytes: MAX_CHOSEN / 1024 / 1024 } }) : null);
    return code === null;
  };
  const upload = async (file: File, crop: ImageCrop | null) => {
    setProblem(null);
    setProgress(0);
    // One that is dropped or pasted meanwhile takes its place.
    const sent = await sending.run(async (signal) => {
      const onProgress = (done: number) => (signal.aborted ? undefined : setProgress(done));
      const ready = await readyImage(file, crop);
      if (!ready) return { refusal: { code: "image_broken" } };
      return await sendImage({ place, name: file.name, onProgress, signal, ...ready });
    });
    if (!sent) return;
    setProgress(null);
    if ("id" in sent) onDone(sent.id);
    else if ("refusal" in sent) setProblem(words(sent.refusal));
  };
  const cancel = () => {
    sending.stop();
    setProgress(null);
  };
  return { progress, problem, accepts, upload, cancel };
}
