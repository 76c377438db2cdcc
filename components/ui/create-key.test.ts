import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const console = "app/(console)/console/[merchant]";

it.each([
  "components/merchants/create-menu.tsx",
  `${console}/coupons/_components/list-actions.tsx`,
  `${console}/coupons/templates/_components/new-template.tsx`,
  `${console}/packs/_components/list-actions.tsx`,
  `${console}/activities/page.tsx`,
  `${console}/products/_components/product-actions.tsx`,
  `${console}/orders/page.tsx`,
  `${console}/stores/page.tsx`,
  `${console}/categories/_components/category-dialog.tsx`,
  `${console}/members/_components/member-actions.tsx`,
  `${console}/members/groups/_components/new-group.tsx`,
  `${console}/members/cards/page.tsx`,
  `${console}/settings/staff/_components/staff-tools.tsx`,
  `${console}/settings/api-keys/page.tsx`,
  `${console}/settings/webhooks/page.tsx`,
])("C makes a new one on the list of %s, as the sheet of keys says", (file) => {
  expect(readFileSync(join(process.cwd(), file), "utf8")).toMatch(/data-key="c"|shortcut="C"/);
});
