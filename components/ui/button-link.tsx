import { buttonVariants } from "@heroui/styles";
import type { ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, heroVariant } from "./button-variants";
import { cx } from "./class-names";
import { Link } from "./link";

type ButtonLinkProps = {
  href: string;
  children: ReactNode;
  variant?: ButtonVariant;
  size?: ButtonSize;
  external?: boolean;
  /** Leads out of the console to pages of another frame, which the browser loads whole: a plain link. */
  leaves?: boolean;
  download?: boolean | string;
  className?: string;
  "aria-label"?: string;
  "aria-keyshortcuts"?: string;
  /** The single key that follows the link (shortcuts.ts). */
  "data-key"?: string;
};

export function ButtonLink({
  href,
  variant = "secondary",
  size = "md",
  external,
  leaves,
  className,
  ...rest
}: ButtonLinkProps) {
  const classes = cx(buttonVariants({ variant: heroVariant[variant], size }), className);
  if (external || leaves || rest.download !== undefined) {
    const target = external ? { target: "_blank", rel: "noreferrer" } : {};
    return <a href={href} className={classes} {...target} {...rest} />;
  }
  return <Link href={href} className={classes} {...rest} />;
}
