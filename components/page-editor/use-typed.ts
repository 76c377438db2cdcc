"use client";

import { useRef, useState } from "react";

/** What is being typed into a field whose value may lag behind it; follows the value when that changes by itself. */
export function useTyped(value: string): [string, (next: string) => void] {
  const [typed, setTyped] = useState(value);
  const known = useRef(value);
  if (known.current !== value) {
    known.current = value;
    if (typed !== value) setTyped(value);
  }
  return [typed, setTyped];
}
