import { UPLOAD_PART_BYTES } from "@/lib/jobs/schema";
import type { Refusal } from "@/lib/kernel/result";

type Sent = { fileId: string } | { refusal: Refusal };
type Answer = { ok: true; value: { fileId: string } } | { ok: false; refusal?: Refusal };

/** Sends a file for a job of `kind`, part by part; `onPart` is told how much of it is there, from 0 to 1. */
export async function sendJobFile(
  merchant: string,
  kind: string,
  file: File,
  onPart: (done: number) => void = () => undefined,
): Promise<Sent> {
  const base = `/console/${merchant}/files`;
  const begun = await ask(`${base}?${new URLSearchParams({ for: kind, name: file.name })}`, "POST");
  if (!begun.ok) return { refusal: begun.refusal ?? { code: "busy" } };
  const { fileId } = begun.value;
  const parts = Math.max(1, Math.ceil(file.size / UPLOAD_PART_BYTES));
  for (let part = 0; part < parts; part += 1) {
    const last = part === parts - 1;
    const data = file.slice(part * UPLOAD_PART_BYTES, (part + 1) * UPLOAD_PART_BYTES);
    const kept = await ask(`${base}/${fileId}?part=${part}${last ? "&last=1" : ""}`, "PUT", data);
    if (!kept.ok) return { refusal: kept.refusal ?? { code: "busy" } };
    onPart((part + 1) / parts);
  }
  return { fileId };
}

async function ask(url: string, method: "POST" | "PUT", body?: Blob): Promise<Answer> {
  const response = await fetch(url, { method, body });
  return await response.json();
}
