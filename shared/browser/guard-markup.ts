/** What a page of ours may hand to the sinks that turn text into markup or code (W3C Trusted Types). */
interface MarkupRules {
  readonly createHTML: (text: string) => string | null;
  readonly createScriptURL: (url: string) => string | null;
}

/** The part of a window that is needed here: shared code knows no DOM. */
interface Page {
  readonly location: { readonly origin: string };
  readonly trustedTypes?: { createPolicy(name: string, rules: MarkupRules): unknown };
}

/** The name under which a browser asks a page's own rules; our content security policy allows no other. */
const DEFAULT_POLICY = 'default';

/**
 * For libraries that write a style sheet or nothing at all through `innerHTML`: text without `<` can make no element. A
 * worker may be started from the page's own files. Whatever else reaches a sink is refused by the browser, and so is every
 * script made of text: there is no `createScript`.
 */
export const markupRules = (origin: string): MarkupRules => ({
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL: (url) => (url.startsWith(`${origin}/`) ? url : null),
});

/** To be called once, before the page draws anything. Browsers without Trusted Types need nothing. */
export function guardMarkup(page: Page): void {
  page.trustedTypes?.createPolicy(DEFAULT_POLICY, markupRules(page.location.origin));
}
