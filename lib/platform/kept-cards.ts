import { AppError } from "@/lib/kernel/app-error";
import { perProcess } from "@/lib/platform/per-process";

const KEPT = 100;
const AT_ONCE = 4;
type Cards = { drawing: number; readonly kept: Map<string, Promise<Uint8Array>> };
const cards = () => perProcess<Cards>("share-cards", () => ({ drawing: 0, kept: new Map() }));

/**
 * The picture called `version`, drawn once however many ask for it, and kept while it is among the hundred that were asked
 * for last. Drawing takes a tenth of a second of the processor: four at once at most, else `busy`.
 */
export function keptCard(version: string, draw: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const at = cards();
  const known = at.kept.get(version);
  if (known !== undefined) {
    at.kept.delete(version);
    at.kept.set(version, known);
    return known;
  }
  if (at.drawing >= AT_ONCE) throw new AppError("busy");
  at.drawing += 1;
  const made = draw().finally(() => {
    at.drawing -= 1;
  });
  at.kept.set(version, made);
  made.catch(() => {
    if (at.kept.get(version) === made) at.kept.delete(version);
  });
  const [oldest] = at.kept.keys();
  if (at.kept.size > KEPT && oldest !== undefined) at.kept.delete(oldest);
  return made;
}
