import { z } from 'zod';

/** Closed list of what can go wrong on purpose. The screens translate the code; the wire never carries personal data in it. */
export const problemCodeSchema = z.enum([
  'invalid-input',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'wrong-credentials',
  'second-factor-required',
  'wrong-code',
  'step-up-required',
  'too-many-requests',
  'email-taken',
  'code-unknown',
  'code-expired',
  'code-used',
  /** Behind a poster: the place does not check anybody in any more. */
  'venue-closed',
  'signature-invalid',
  'kiosk-unknown',
  'counter-reused',
  'too-large',
  'unsupported-media-type',
  'method-not-allowed',
  /** Reached under a name that is not the server's. */
  'misdirected',
  'conflict',
  'unavailable',
  'internal',
]);
export type ProblemCode = z.infer<typeof problemCodeSchema>;

/** `application/problem+json`, RFC 9457, with `code` as the machine's word and `fields` naming inputs by path. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: problemCodeSchema,
  /** Path of the input (`venue.name`) -> reason code. Never the value itself. */
  fields: z.record(z.string(), z.string()).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
