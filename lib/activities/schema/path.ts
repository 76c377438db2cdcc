/** Where an activity's page is. */
export const activityPath = (slug: string) => `/a/${encodeURIComponent(slug)}`;
