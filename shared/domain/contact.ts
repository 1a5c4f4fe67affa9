import { z } from 'zod';
import { personNameSchema } from './person-name.ts';

export const sexSchema = z.enum(['male', 'female']);
export type Sex = z.infer<typeof sexSchema>;

/** How a person made themselves known. */
export const waySchema = z.enum([
  'visitor-pass',
  'citizen-card',
  'personal-qr',
  'insurance-card',
  'passport',
  'opaque-code',
  'typed',
  'poster',
  'staff',
]);
export type Way = z.infer<typeof waySchema>;

/** How much the identity is worth: a signed code, a document's code, a self check-in, or somebody's word. */
export const assuranceSchema = z.enum(['signed', 'document', 'opaque', 'declared']);
export type Assurance = z.infer<typeof assuranceSchema>;

/**
 * What is known of a person, the plaintext of the `contact` class. Exists in memory only; on disk it is always sealed.
 * Minimised at the lens: an address or a relative's name has no field here.
 */
export const contactRecordSchema = z.strictObject({
  v: z.literal(1),
  name: personNameSchema.optional(),
  birthYear: z.int().min(1850).max(2100).optional(),
  sex: sexSchema.optional(),
  /** E.164. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/)
    .optional(),
  /** Citizen or passport number. */
  idNumber: z
    .string()
    .regex(/^[A-Z0-9]{5,15}$/)
    .optional(),
  /** Visitor pass, 32 hex digits. */
  passId: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
  /** A code whose body is not public; the server keeps only its keyed hash. */
  opaqueCode: z.string().max(4096).optional(),
});
export type ContactRecord = z.infer<typeof contactRecordSchema>;
