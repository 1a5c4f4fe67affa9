/** For a list that may be longer than its place: a keyboard scrolls it too once it can be in focus. */
export const SCROLLABLE = { tabIndex: 0 } as const;
