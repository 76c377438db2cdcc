import { headers } from "next/headers";
import { brandStyle } from "@/lib/merchants/rules/brand";

/** The merchant's colour, as the one style a page may carry beside its stylesheet (S-22, S-23). */
export async function BrandStyle({ colour }: { colour: string | null }) {
  const style = brandStyle(colour);
  if (!style) return null;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return <style nonce={nonce}>{style}</style>;
}
