export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

/** Our four kinds of button, in HeroUI's names. */
export const heroVariant = {
  primary: "primary",
  secondary: "outline",
  ghost: "ghost",
  danger: "danger",
} as const satisfies Record<ButtonVariant, string>;
