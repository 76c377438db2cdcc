import { entries } from "@/lib/platform/auth/entries";
import { type Capability, permissions } from "@/lib/platform/auth/permissions";

/** The capability that the page at `path` asks for, by the table of entries; null for an address it does not know. */
export function pageCapability(path: string): Capability | null {
  const segments = segmentsOf(path.split("?")[0] ?? "");
  const matches = Object.entries(entries)
    .filter(
      ([key]) => key.startsWith("page:") && !key.includes("[...") && fits(segmentsOf(key.slice(5)), segments),
    )
    .sort(([a], [b]) => placeholders(a) - placeholders(b));
  const door = matches[0]?.[1];
  return isCapability(door) ? door : null;
}

function isCapability(door: string | undefined): door is Capability {
  return door !== undefined && Object.hasOwn(permissions, door);
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter(Boolean);
}

function fits(pattern: string[], segments: string[]): boolean {
  if (pattern.length !== segments.length) return false;
  return pattern.every((part, index) => part.startsWith("[") || part === segments[index]);
}

function placeholders(key: string): number {
  return key.split("[").length;
}
