/** Marks a question whose answer stands above every page of a venue: the page waits for the first one, and does not jump under it. */
export const ABOVE_THE_PAGE = { isAboveThePage: true };

export const isAboveThePage = ({ meta }: { readonly meta?: Record<string, unknown> | undefined }): boolean =>
  meta?.['isAboveThePage'] === true;
