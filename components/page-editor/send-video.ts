import type { ActionPlace } from "@/components/ui/action-result";
import type { Refusal } from "@/lib/kernel/result";
import { MAX_VIDEO_BYTES, VIDEO_PART_BYTES, type VideoRef, videoParts } from "@/lib/kernel/video";

export type SentMedia<T> =
  | { readonly value: T }
  | { readonly refusal: Refusal }
  | { readonly cancelled: true };
type Answer<T> = { ok: true; value: T } | { ok: false; kind?: string; refusal?: Refusal };

const notSent = { refusal: { code: "video_not_sent" } } as const;
const baseOf = ({ merchant, store }: ActionPlace) => `/console/${merchant}${store ? `/s/${store}` : ""}`;

/** One request to the server, and its answer in our words. */
async function ask<T>(address: string, init: RequestInit): Promise<SentMedia<T>> {
  try {
    const response = await fetch(address, init);
    if (response.status === 413) return { refusal: { code: "captions_large", params: { kilobytes: 256 } } };
    const answer: Answer<T> = await response.json();
    if (answer.ok) return { value: answer.value };
    return { refusal: answer.refusal ?? { code: answer.kind === "forbidden" ? "forbidden" : "busy" } };
  } catch (error) {
    return error instanceof DOMException && error.name === "AbortError" ? { cancelled: true } : notSent;
  }
}

const partOf = (file: Blob, part: number) =>
  file.slice(part * VIDEO_PART_BYTES, (part + 1) * VIDEO_PART_BYTES);

/** What the server knows each part by, read part by part. */
async function hashesOf(file: Blob): Promise<string[]> {
  const hashes: string[] = [];
  for (let part = 0; part < videoParts(file.size); part += 1) {
    const hash = await crypto.subtle.digest("SHA-256", await partOf(file, part).arrayBuffer());
    hashes.push(Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  return hashes;
}

export type SendVideo = {
  readonly place: ActionPlace;
  readonly file: File;
  /** Told how much is there, from 0 to 1. */
  readonly onProgress: (done: number) => void;
  readonly signal: AbortSignal;
};

/** A part that got lost on its way is sent twice more. */
async function sendPart(address: string, body: Blob, signal: AbortSignal): Promise<SentMedia<unknown>> {
  const headers = { "content-type": "application/octet-stream" };
  let sent: SentMedia<unknown> = notSent;
  for (let tries = 0; tries < 3 && "refusal" in sent; tries += 1)
    sent = await ask(address, { method: "PUT", headers, body, signal });
  return sent;
}

/** Sends a video in, part by part; one that is there already is not sent again. */
export async function sendVideo({
  place,
  file,
  onProgress,
  signal,
}: SendVideo): Promise<SentMedia<VideoRef>> {
  if (file.size > MAX_VIDEO_BYTES)
    return { refusal: { code: "video_too_large", params: { megabytes: MAX_VIDEO_BYTES / 1024 / 1024 } } };
  const parts = await hashesOf(file).catch(() => null);
  if (!parts) return notSent;
  const base = `${baseOf(place)}/videos`;
  const begun = await ask<{ id: string; whole: VideoRef | null }>(base, {
    ...{ method: "POST", headers: { "content-type": "application/json" }, signal },
    body: JSON.stringify({ name: file.name, bytes: file.size, parts }),
  });
  if (!("value" in begun)) return begun;
  if (begun.value.whole) return { value: begun.value.whole };
  for (let part = 0; part < parts.length; part += 1) {
    const sent = await sendPart(`${base}/${begun.value.id}?part=${part}`, partOf(file, part), signal);
    if (!("value" in sent)) return sent;
    onProgress((part + 1) / parts.length);
  }
  return await ask<VideoRef>(`${base}/${begun.value.id}`, { method: "POST", signal });
}

/** Sends captions in. */
export async function sendCaptions(
  place: ActionPlace,
  file: File,
): Promise<SentMedia<{ id: string; name: string }>> {
  const address = `${baseOf(place)}/captions?${new URLSearchParams({ name: file.name })}`;
  const headers = { "content-type": "application/octet-stream" };
  return await ask(address, { method: "POST", headers, body: file });
}
