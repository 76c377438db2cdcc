"use client";

import { createContext, type ReactNode, useContext } from "react";

const Context = createContext("");

/** Who is at work in this browser, so that nobody is offered what another has kept in it. */
export function PersonProvider({ id, children }: { id: string; children: ReactNode }) {
  return <Context.Provider value={id}>{children}</Context.Provider>;
}

export function usePerson(): string {
  return useContext(Context);
}
