import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps } from "react";

type LinkProps = Omit<ComponentProps<"a">, "href"> & {
  href: string;
  replace?: boolean;
  scroll?: boolean;
};

/** The one place where a computed address becomes a typed route. */
export function asRoute(href: string): Route {
  return href as Route;
}

/**
 * A link within the console. Nothing is asked for before it is followed: every page is made for its request, so that all
 * there is to have beforehand is the frame, which stands; and a page has forty links.
 */
export function Link({ href, ...props }: LinkProps) {
  return <NextLink href={asRoute(href)} prefetch={false} {...props} />;
}
