import type { ReactNode } from "react";

/** The last buttons of a row and its menu, which goes to the next line with them: it never stands there alone. */
export function WithMenu({ menu, children }: { menu: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex items-center justify-end gap-2">
      {children}
      {menu}
    </div>
  );
}
