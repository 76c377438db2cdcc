import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { AppHead } from "@/app/(member)/_components/app-head";

it("a page that is no merchant's is framed in the product's own colours, and is no app", () => {
  const html = renderToStaticMarkup(<AppHead merchant={null} />);
  expect(html.match(/content="#[0-9a-f]{6}"/g)).toEqual(['content="#faf9f7"', 'content="#141311"']);
  expect(html).not.toContain("<link");
});
