"use client";

import { createContext, type ReactNode, useContext, useState } from "react";

const Context = createContext<(over: ReactNode) => void>(() => undefined);

/** Around a list: what is shown over it stays when the rows that it is about leave the list, and their bar with them. */
export function OverList({ children }: { children: ReactNode }) {
  const [over, setOver] = useState<ReactNode>(null);
  return (
    <Context value={setOver}>
      {children}
      {over}
    </Context>
  );
}

/** Shows something over the list that one is in, in place of what was shown; null = nothing. */
export const useOverList = () => useContext(Context);
