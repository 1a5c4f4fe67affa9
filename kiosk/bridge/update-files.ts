import { z } from 'zod';

/** What core and host both know of the updates in the kiosk's folder. */
export const UPDATE_FOLDER = 'updates';

/** `refused.json`: packages that were rolled back, by SHA-256; they are not fetched again. Written by the host. */
export const REFUSED_FILE = 'refused.json';
export const refusedPackagesSchema = z.object({ refused: z.array(z.string().max(64)).max(50) });
