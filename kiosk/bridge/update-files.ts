import { z } from 'zod';

/** What core and host both know of the updates in the kiosk's folder. */
export const UPDATE_FOLDER = 'updates';

/** The store's second copy: its `format` says how far its records were brought. */
export const KEPT_FILE = 'kept.json';

/** `refused.json`: packages that were rolled back, by SHA-256; they are not fetched again. Written by the host. */
export const REFUSED_FILE = 'refused.json';
export const refusedPackagesSchema = z.object({ refused: z.array(z.string().max(64)).max(50) });
