import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ShareCard } from "@/components/activities/share-card";

const logo = { id: `img_${"0".repeat(26)}`, alt: "" };
const drawn = (hasLogo: boolean) =>
  renderToStaticMarkup(
    <ShareCard
      {...{ title: "Winter", subtitle: "", host: "scrip.example", image: null }}
      merchant={{ name: "Harbour", brandColour: null, logo: hasLogo ? logo : null }}
    />,
  );

it("a card that is drawn bears the merchant's logo in its preview, as it does where it is served", () => {
  expect(drawn(true)).toContain(`src="/media/${logo.id}-160.webp"`);
  expect(drawn(false)).not.toContain("<img");
});
