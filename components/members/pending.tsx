/** Stands where a number is still being counted. */
export function Pending() {
  return <span aria-hidden="true" className="inline-block h-4 w-10 animate-pulse rounded-sm bg-sunken" />;
}
