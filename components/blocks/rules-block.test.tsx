import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { PageView } from "@/components/blocks/page-view";
import { RulesBlock } from "@/components/blocks/small-blocks";
import { blockProps } from "@/lib/activities/schema/blocks";
import words from "@/messages/en/activity-page.json";

const drawn = (rulesText: string, text = "") => {
  const view = { facts: { activity: { rulesText } }, merchant: { slug: "tea" } } as unknown as PageView;
  return renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={{ "activity-page": words }} timeZone="UTC">
      <RulesBlock id="rules" props={blockProps.rules.parse({ text })} view={view} />
    </NextIntlClientProvider>,
  );
};

it("an activity's own rules are drawn as the page's are: bold, lists and links that lead safely, and no tag of theirs", () => {
  const text = "**One** each\n- [Terms](https://tea.example/terms)\n<b>x</b>";
  const html = drawn(text);
  for (const part of ["<strong>One</strong>", "<ul><li>", "/m/tea/out?to=", "&lt;b&gt;x&lt;/b&gt;"])
    expect(html).toContain(part);
  expect(drawn("", text)).toBe(html);
});
