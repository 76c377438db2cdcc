import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FreePicture } from "@/components/blocks/free-picture";

const image = { id: `img_${"0".repeat(26)}`, alt: "Tea" };
const drawn = (pictures: { id: string; width: number; height: number }[]) =>
  renderToStaticMarkup(<FreePicture image={image} view={{ goods: { products: [], packs: [], pictures } }} />);

it("a picture in its own shape keeps its room before it is there, so that nothing below it jumps", () => {
  expect(drawn([{ id: image.id, width: 800, height: 1200 }])).toContain('width="800" height="1200"');
  // One that was just sent in is asked for; until then the canvas alone draws it.
  expect(drawn([{ id: `img_${"1".repeat(26)}`, width: 1, height: 1 }])).not.toContain("height=");
});
