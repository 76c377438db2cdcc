import type { ComponentProps, ReactNode } from "react";
import { cx } from "./class-names";
import { Link } from "./link";

/* The parts of pages that run without our JavaScript: member pages and sign-in. No style attribute, no client code. */

type Variant = "primary" | "secondary" | "ghost";

function buttonClass(variant: Variant, block?: boolean): string {
  return cx("p-button", variant !== "primary" && `p-button--${variant}`, block && "p-button--block");
}

type PlainButtonProps = ComponentProps<"button"> & { variant?: Variant; block?: boolean };

export function PlainButton({ variant = "primary", block, className, ...props }: PlainButtonProps) {
  return <button type="submit" className={cx(buttonClass(variant, block), className)} {...props} />;
}

type PlainLinkProps = {
  href: string;
  variant?: Variant | "text";
  block?: boolean;
  className?: string;
  children: ReactNode;
};

export function PlainLink({ href, variant = "text", block, className, children }: PlainLinkProps) {
  const look = variant === "text" ? "p-link" : buttonClass(variant, block);
  return (
    <Link href={href} className={cx(look, className)}>
      {children}
    </Link>
  );
}

type PlainFieldProps = ComponentProps<"input"> & {
  label: string;
  name: string;
  help?: ReactNode;
  error?: string;
  /** Stands before the input in the same row, such as a country code. */
  before?: ReactNode;
};

export function PlainField(given: PlainFieldProps) {
  const { label, name, help, error, before, className, id = `field-${name}`, ...props } = given;
  const input = (
    <input
      id={id}
      name={name}
      className={cx("p-input", className)}
      aria-invalid={error ? true : undefined}
      aria-describedby={error || help ? `${id}-note` : undefined}
      {...props}
    />
  );
  return (
    <div className="p-field">
      <label htmlFor={id}>{label}</label>
      {before ? (
        <div className="flex gap-2">
          {before}
          {input}
        </div>
      ) : (
        input
      )}
      {error ? (
        <p id={`${id}-note`} className="p-error" role="alert">
          {error}
        </p>
      ) : help ? (
        <p id={`${id}-note`} className="p-help">
          {help}
        </p>
      ) : null}
    </div>
  );
}

type PlainSelectProps = Omit<ComponentProps<"select">, "id"> & {
  label: string;
  name: string;
  labelHidden?: boolean;
};

export function PlainSelect({ label, name, labelHidden, className, children, ...props }: PlainSelectProps) {
  return (
    <div className="p-field">
      <label htmlFor={`field-${name}`} className={labelHidden ? "sr-only" : undefined}>
        {label}
      </label>
      <select id={`field-${name}`} name={name} className={cx("p-input", className)} {...props}>
        {children}
      </select>
    </div>
  );
}

export function PlainCard({ className, children }: { className?: string; children: ReactNode }) {
  return <section className={cx("p-card", className)}>{children}</section>;
}

const tones = {
  info: "border-info/30 bg-info-soft",
  success: "border-success/30 bg-success-soft",
  warning: "border-warning/30 bg-warning-soft",
  danger: "border-danger/30 bg-danger-soft",
} as const;

type PlainBannerProps = { tone?: keyof typeof tones; title?: string; children?: ReactNode };

export function PlainBanner({ tone = "info", title, children }: PlainBannerProps) {
  return (
    <div
      role={tone === "danger" ? "alert" : tone === "success" ? "status" : undefined}
      className={cx("grid gap-1 rounded-xl border px-4 py-3 text-sm text-ink", tones[tone])}
    >
      {title ? <p className="font-semibold">{title}</p> : null}
      {children}
    </div>
  );
}

type PlainStateProps = {
  icon?: ReactNode;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  headingLevel?: 1 | 2;
};

/** A designed state: what it is, why, and the next step. */
export function PlainState({ icon, title, text, action, headingLevel = 1 }: PlainStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className="grid justify-items-center gap-3 px-4 py-12 text-center">
      {icon ? (
        <span
          aria-hidden="true"
          className="grid size-14 place-items-center rounded-full bg-brand-soft text-brand"
        >
          {icon}
        </span>
      ) : null}
      <Heading className="text-xl font-[650]">{title}</Heading>
      {text ? <div className="max-w-sm text-sm text-ink-2">{text}</div> : null}
      {action ? <div className="mt-2 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}

type PlainPageProps = { header?: ReactNode; footer?: ReactNode; bottomBar?: ReactNode; children: ReactNode };

/** One column of 480 px; the bottom bar holds the one primary button in the thumb's reach. */
export function PlainPage({ header, footer, bottomBar, children }: PlainPageProps) {
  return (
    <div className="page-sheet mx-auto flex min-h-dvh w-full max-w-[480px] flex-col">
      {header ? (
        <header className="flex min-h-14 items-center gap-3 px-4 pt-[env(safe-area-inset-top)]">
          {header}
        </header>
      ) : null}
      <main id="main" className="grid flex-1 content-start gap-5 px-4 pt-2 pb-8">
        {children}
      </main>
      {footer ? <footer className="px-4 pb-6 text-xs text-ink-2">{footer}</footer> : null}
      {bottomBar ? (
        <div className="sticky bottom-0 border-t border-border bg-surface px-4 pt-2 pb-[max(8px,env(safe-area-inset-bottom))]">
          {/* What a script opens over the page stands above the bar, whose button stays in reach. */}
          <div id="above-bar" aria-live="polite" className="absolute inset-x-0 bottom-full" />
          {bottomBar}
        </div>
      ) : null}
    </div>
  );
}
