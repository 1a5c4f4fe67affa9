import { z } from 'zod';
import { visitIdSchema } from '#shared/domain/ids.ts';
import { machineChangesSchema, staffPageSchema } from './staff-page.ts';

const pageNameSchema = z.enum(staffPageSchema.options.map(({ shape }) => shape.page.value));

/** What the staff did. Nothing but `staff-open`, `staff-pin` and `staff-close` does anything before the right PIN. */
export const staffIntentSchemas = [
  /** The staff button; on a *see staff* result it goes to that person. */
  z.strictObject({ do: z.literal('staff-open') }),
  z.strictObject({ do: z.literal('staff-pin'), pin: z.string().regex(/^\d{4,12}$/) }),
  /** Ends the staff's session, from any of its screens. */
  z.strictObject({ do: z.literal('staff-close') }),
  z.strictObject({ do: z.literal('staff-page'), page: pageNameSchema }),
  /** Lets somebody in, or sends them away, who was told to see the staff. */
  z.strictObject({ do: z.literal('staff-resolve'), visitId: visitIdSchema, verdict: z.enum(['welcome', 'not-today']) }),
  /** Checks in on behalf of somebody, also when the venue is full. */
  z.strictObject({ do: z.literal('staff-assist'), by: z.enum(['code', 'typed', 'group']) }),
  /** Somebody inside left without a scan. */
  z.strictObject({ do: z.literal('staff-check-out'), visitId: visitIdSchema }),
  z.strictObject({ do: z.literal('staff-print'), what: z.enum(['test', 'inside']) }),
  z.strictObject({
    do: z.literal('staff-signal'),
    signal: z.enum(['seen', 'welcome', 'goodbye', 'see-staff', 'try-again']),
  }),
  z.strictObject({ do: z.literal('staff-look-for-drives') }),
  z.strictObject({ do: z.literal('staff-export'), drive: z.string().max(300) }),
  z.strictObject({ do: z.literal('staff-sync') }),
  /** Pairs this kiosk anew; what waits is kept and sent. */
  z.strictObject({
    do: z.literal('staff-pair'),
    serverUrl: z.url({ protocol: /^https?$/ }).max(300),
    code: z.string().max(40),
  }),
  /** What a scanned pairing code offered. */
  z.strictObject({ do: z.literal('staff-take-offer') }),
  z.strictObject({ do: z.literal('staff-decline-offer') }),
  z.strictObject({ do: z.literal('staff-save-machine'), machine: machineChangesSchema }),
  z.strictObject({ do: z.literal('staff-leave-kiosk') }),
  z.strictObject({ do: z.literal('staff-restart') }),
  z.strictObject({ do: z.literal('staff-install-update') }),
] as const;
export const staffIntentSchema = z.discriminatedUnion('do', staffIntentSchemas);
export type StaffIntent = z.infer<typeof staffIntentSchema>;
