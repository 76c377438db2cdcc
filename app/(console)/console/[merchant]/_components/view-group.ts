/** What the group is called among the views that can be chosen. */
export const GROUP = "group";
