import type { ActionPlace } from "@/components/ui/action-result";
import { isSampleAway } from "./sample-away";
import { SampleOffer } from "./sample-offer";

type SamplePartProps = { place: ActionPlace; sample: { hasSample: boolean; isEmpty: boolean } };

/** Home's part of the sample data: its offer until somebody begins without, and the way to be rid of it. */
export async function SamplePart({ place, sample }: SamplePartProps) {
  if (!sample.hasSample && (!sample.isEmpty || (await isSampleAway(place.merchant)))) return null;
  return <SampleOffer place={place} sample={sample} />;
}
