import { SCREEN_ORIGIN } from './screen-scheme.ts';

/** What Electron tells about a wish of a page; the fields differ between its two ways of asking. */
export interface Wish {
  readonly permission: string;
  readonly origin: string;
  /** `video`, `audio`, `unknown`. */
  readonly media: readonly string[];
}

/** The camera, for our own page, without the microphone. Nothing else, for nobody. */
export const isPermitted = ({ permission, origin, media }: Wish): boolean =>
  permission === 'media' && isScreen(origin) && media.length > 0 && media.every((kind) => kind === 'video');

/** @param url an address or an origin, with or without the slash. */
export const isScreen = (url: string): boolean => url === SCREEN_ORIGIN || url.startsWith(`${SCREEN_ORIGIN}/`);
