import type { ComponentProps } from "react";
import { PlainButton } from "@/components/ui/plain";

/** The checkout's one form: every button and field is part of it, wherever it stands, so that nothing typed is left behind. */
export const PLACE_FORM = "place-order";

type ChangeButtonProps = Omit<ComponentProps<typeof PlainButton>, "form" | "name" | "value"> & {
  /** What it does: see `changeCart`. */
  say: string;
};

/** A button that changes what is ordered, with all that is typed and chosen on the page; it works without our script. */
export function ChangeButton({ say, ...props }: ChangeButtonProps) {
  return <PlainButton {...props} form={PLACE_FORM} name="change" value={say} />;
}

/** What Enter in a field presses, as the first button of the form: all that is typed is kept, and nothing is ordered. */
export function KeepButton({ children }: { children: string }) {
  return (
    <ChangeButton say="keep" tabIndex={-1} aria-hidden="true" className="sr-only">
      {children}
    </ChangeButton>
  );
}
