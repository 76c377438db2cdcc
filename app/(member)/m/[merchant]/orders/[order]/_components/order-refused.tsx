import { PlainRefused } from "@/app/(member)/m/[merchant]/_components/plain-refused";
import { PackRefused } from "@/app/(member)/m/[merchant]/packs/_components/pack-refused";

/** Why something was not done with the order, or with a pack bought with it, as the address says it. */
export function OrderRefused({ code }: { code: string | string[] | undefined }) {
  return (
    <>
      <PlainRefused code={code} />
      <PackRefused code={code} isBeside />
    </>
  );
}
