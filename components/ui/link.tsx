import type { Route } from "next";
import NextLink from "next/link";
import type { ComponentProps } from "react";

type LinkProps = Omit<ComponentProps<"a">, "href"> & {
  href: string;
  prefetch?: boolean;
  replace?: boolean;
  scroll?: boolean;
};

/** The one place where a computed address becomes a typed route. */
export function asRoute(href: string): Route {
  return href as Route;
}

export function Link({ href, ...props }: LinkProps) {
  return <NextLink href={asRoute(href)} {...props} />;
}
