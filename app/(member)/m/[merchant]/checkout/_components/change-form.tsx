import type { ReactNode } from "react";

type ChangeFormProps = {
  slug: string;
  /** The voucher that the address asks for (`?coupon=`): it is asked for again once the change is made. */
  wish: string | null;
  action: (form: FormData) => Promise<void>;
  values?: Readonly<Record<string, string | number>>;
  className?: string;
  children: ReactNode;
};

/** A form that changes what is ordered; it works without our script. */
export function ChangeForm({ slug, wish, action, values, className, children }: ChangeFormProps) {
  const hidden = { merchant: slug, ...(wish ? { coupon: wish } : {}), ...values };
  return (
    <form action={action} className={className}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
