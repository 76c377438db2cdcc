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

it("rules that were typed as plain words keep the numbers they refer to, their codes and their addresses", () => {
  expect(drawn("1. A\n\n2. B\nsee 1\n3) C\n5. E")).toContain(
    '<ol><li>A</li></ol><ol start="2"><li>B</li></ol><p>see 1</p><ol start="3"><li>C</li></ol><ol start="5"><li>E</li></ol>',
  );
  expect(drawn("1. A\n2. B")).toContain("<ol><li>A</li><li>B</li></ol>");
  expect(drawn("24. December")).toContain('<ol start="24"><li>December</li></ol>');
  for (const text of ["SAVE_10_NOW", "a_b_c@x.example", "https://x.example/_a_/b", "_id_2 and x_y_"])
    expect(drawn(`Code ${text}!`)).toContain(`<p>Code ${text}!</p>`);
  for (const text of ["A _soft_ word", "(_soft_), so", "请_soft_看", "_soft_"])
    expect(drawn(text)).toContain("<em>soft</em>");
});
