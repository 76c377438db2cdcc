const paths = {
  clock: "M12 7v5l3 2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  pause: "M9 8v8M15 8v8M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
  ended: "M5 21V4M5 4c5-3 9 3 14 0v9c-5 3-9-3-14 0",
  empty: "M4 8h16v11H4zM4 8l2-3h12l2 3M9.500 12h5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM5 20c1-3.500 3.600-5 7-5s6 1.500 7 5",
  check: "m5 12.500 4.500 4.500L19 7.500",
  gift: "M4 12v8h16v-8M3 8h18v4H3zM12 8v12M12 8s-1-4-4-4a2 2 0 0 0 0 4zM12 8s1-4 4-4a2 2 0 0 1 0 4z",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
  ticket: "M3 7h18v3.200a1.900 1.900 0 0 0 0 3.600V17H3v-3.200a1.900 1.900 0 0 0 0-3.600zM14 7v10",
  search: "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM20 20l-4-4",
  archive: "M3 5h18v4H3zM5 9v10h14V9M10 13h4",
  bag: "M5 8h14l1 12H4zM9 8V6.500a3 3 0 0 1 6 0V8",
  cloud: "M7 18a4 4 0 0 1-.5-7.970 6 6 0 0 1 11.300 1.500A3.300 3.300 0 0 1 17.500 18zM4 4l16 16",
  home: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
} as const;

export type IconName = keyof typeof paths;

/** A line icon as plain SVG: no script. Decorative; the words beside it say what it means. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      <path d={paths[name]} />
    </svg>
  );
}
