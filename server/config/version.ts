import { createRequire } from 'node:module';

/** The root's package.json. */
export const SERVER_VERSION: string = createRequire(import.meta.url)('../../package.json').version;
