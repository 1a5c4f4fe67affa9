import { z } from 'zod';

/** Personal data is sealed per class, because the classes expire apart. */
export const dataClassSchema = z.enum(['contact', 'health']);
export type DataClass = z.infer<typeof dataClassSchema>;

export const DEFAULT_RETENTION_DAYS: Readonly<Record<DataClass, number>> = { contact: 21, health: 14 };

/** Day keys a kiosk holds ahead, so that it can seal while offline. */
export const PREFETCHED_KEY_DAYS = 120;

/** Rows the server has confirmed stay on the kiosk this long, so that a server restored from a backup can heal. */
export const KIOSK_KEEPS_STORED_DAYS = 7;
