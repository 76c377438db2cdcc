/** So many things a picker offers at most, the first by name; one that has so many says that there may be more. */
export const MOST_LISTED = 1000;
