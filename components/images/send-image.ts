import type { ActionPlace } from "@/components/ui/action-result";
import type { ImageCrop } from "@/lib/kernel/image";
import type { Refusal } from "@/lib/kernel/result";

export type Sent = { readonly id: string } | { readonly refusal: Refusal } | { readonly cancelled: true };

type Answer = { ok: true; value: { id: string } } | { ok: false; kind?: string; refusal?: Refusal };

export type SendImage = {
  readonly place: ActionPlace;
  readonly file: Blob;
  readonly name: string;
  readonly crop: ImageCrop | null;
  /** Told how much is there, from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
};

function addressOf({ place, name, crop }: SendImage): string {
  const base = `/console/${place.merchant}${place.store ? `/s/${place.store}` : ""}/images`;
  const part = crop ? Object.entries(crop).map(([key, value]) => [key, value.toFixed(5)]) : [];
  return `${base}?${new URLSearchParams([["name", name], ...part])}`;
}

/** The server's answer in our words: an image, or why not. */
function read(status: number, text: string): Sent {
  try {
    const answer: Answer = JSON.parse(text);
    if (answer.ok) return { id: answer.value.id };
    if (answer.refusal) return { refusal: answer.refusal };
    if (answer.kind === "forbidden") return { refusal: { code: "forbidden" } };
  } catch {
    // A proxy before us answered in words of its own.
  }
  return {
    refusal: status === 413 ? { code: "image_too_large", params: { megabytes: 5 } } : { code: "busy" },
  };
}

/** Sends an image in, with progress, which `fetch` does not tell. */
export async function sendImage(request: SendImage): Promise<Sent> {
  const { file, onProgress, signal } = request;
  // Stopped before there was anything to stop: it would never be told.
  if (signal.aborted) return { cancelled: true };
  return await new Promise((resolve) => {
    const call = new XMLHttpRequest();
    call.open("POST", addressOf(request));
    call.setRequestHeader("content-type", "application/octet-stream");
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    call.onload = () => resolve(read(call.status, call.responseText));
    call.onerror = () => resolve({ refusal: { code: "image_not_sent" } });
    call.onabort = () => resolve({ cancelled: true });
    signal.addEventListener("abort", () => call.abort());
    call.send(file);
  });
}
