import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { leadByChannel } from "@/app/(member)/_components/lead-by-channel";
import { MemberFrame } from "@/app/(member)/_components/member-frame";
import { orMissing } from "@/app/(member)/_components/missing";
import { openPlaced, Placed } from "@/app/(member)/m/[merchant]/_components/placed";
import { PlainRefused } from "@/app/(member)/m/[merchant]/_components/plain-refused";
import { CartBar } from "@/app/(member)/m/[merchant]/menu/_components/cart-bar";
import { MenuList } from "@/app/(member)/m/[merchant]/menu/_components/menu-list";
import { StoreChoice } from "@/app/(member)/m/[merchant]/menu/_components/store-choice";
import { listMenu, listMenuCategories } from "@/lib/catalogue/queries/menu";
import { listFrameStores } from "@/lib/merchants/queries";
import { cartCookie, unitsIn } from "@/lib/orders/rules/member-cart";
import { menuStore } from "@/lib/orders/rules/menu-store";
import { visitorGate } from "@/lib/platform/auth/member-gates";
import { readSealedCookie } from "@/lib/platform/sealed-cookie";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shop.menu");
  return { title: t("title"), robots: { index: false } };
}

const text = (value: string | string[] | undefined) => (typeof value === "string" && value ? value : null);

export default orMissing(async ({ params, searchParams }: PageProps<"/m/[merchant]/menu">) => {
  const { scope, merchant } = await visitorGate((await params).merchant);
  const asked = await leadByChannel(scope, { type: "menu", id: "" }, searchParams);
  const [stores, cart] = await Promise.all([
    listFrameStores(scope),
    readSealedCookie(cartCookie(merchant.id)),
  ]);
  const { store, isClosed } = menuStore(stores, { asked: text(asked.store), inCart: cart?.storeId ?? null });
  const [path, choosing] = [`/m/${merchant.slug}/menu`, text(asked.choose) !== null || !store];
  const [categoryId, cursor] = [text(asked.category), text(asked.cursor)];
  const placed = openPlaced(scope, { slot: "menu", storeId: choosing ? null : store?.id });
  const menu =
    store && !choosing
      ? await Promise.all([
          listMenu(scope, { storeId: store.id, categoryId, cursor }),
          listMenuCategories(scope, store.id),
        ])
      : null;
  const [t, units] = [await getTranslations("shop.menu"), unitsIn(cart)];
  const bar = units > 0 ? <CartBar slug={merchant.slug} units={units} /> : null;
  return (
    <MemberFrame merchant={merchant} path={path} tab={bar ? undefined : "menu"} bottomBar={bar}>
      <h1 className="text-xl font-[650]">{t("title")}</h1>
      <PlainRefused code={asked.refused} />
      <Placed opened={placed} />
      {store && menu ? (
        <MenuList
          {...{ slug: merchant.slug, store, cart, categoryId, cursor }}
          {...{ page: menu[0], categories: menu[1], canChange: stores.length > 1, added: text(asked.added) }}
        />
      ) : (
        <StoreChoice {...{ path, stores, isClosed }} />
      )}
    </MemberFrame>
  );
});
