import { z } from 'zod';
import { addDays, type CalendarDay } from './instant.ts';

/** Personal data is sealed per class, because the classes expire apart. */
export const dataClassSchema = z.enum(['contact', 'health']);
export type DataClass = z.infer<typeof dataClassSchema>;

export const DEFAULT_RETENTION_DAYS: Readonly<Record<DataClass, number>> = { contact: 21, health: 14 };

/** No venue and no admin can keep personal data longer. */
export const HARD_MAXIMUM_DAYS = 30;

export const retentionDaysSchema = z.int().min(1).max(HARD_MAXIMUM_DAYS);

/** A pass is valid at most this long, and its contact is kept as long as it can be used. */
export const PASS_CONTACT_DAYS = 22;

/** What was written down about an incident: long enough to answer an inspection for, and no visitor's data by its rules. */
export const INCIDENT_NOTE_DAYS = 365;

/**
 * The last day whose data is over: a visit of day D may be read on D and for `days` whole days after it. From midnight on it
 * is over, and unreadable within a day.
 */
export const lastExpiredDay = (today: CalendarDay, days: number): CalendarDay => addDays(today, -(days + 1));

/** Day keys a kiosk holds ahead, so that it can seal while offline. */
export const PREFETCHED_KEY_DAYS = 120;

/** Rows the server has confirmed stay on the kiosk this long, so that a server restored from a backup can heal. */
export const KIOSK_KEEPS_STORED_DAYS = 7;
