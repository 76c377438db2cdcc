import { expect, it } from "vitest";
import { menuStore } from "@/lib/orders/rules/menu-store";

const [north, south] = [{ id: "str_north" }, { id: "str_south" }];

it("opens the menu asked for, else that of the cart, else that of the only store", () => {
  const both = [north, south];
  expect(menuStore(both, { asked: south.id, inCart: north.id }).store).toBe(south);
  expect(menuStore(both, { asked: null, inCart: north.id }).store).toBe(north);
  expect(menuStore(both, { asked: null, inCart: null })).toEqual({ store: null, isClosed: false });
  expect(menuStore([north], { asked: null, inCart: "str_gone" })).toEqual({ store: north, isClosed: false });
});

it("tells who asks for a store that closed, and opens no other's menu in its place", () => {
  expect(menuStore([north], { asked: south.id, inCart: north.id })).toEqual({ store: null, isClosed: true });
});
