import { z } from 'zod';
import { accountIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { organisationRoleSchema } from '#shared/domain/roles.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { emailSchema, passwordSchema, signInSchema } from './portal-api.ts';

/** What people's own accounts speak, below `PORTAL_API`. Where a route wants a recent proof, it answers `step-up-required`. */

/** Six digits of an authenticator app, or a recovery code in its place. */
export const secondFactorCodeSchema = z.string().trim().min(6).max(40);

/**
 * POST /sessions -> meSchema. The password was right but not enough: `second-factor-required`, with the field
 * `code: no-app` where only a passkey or a recovery code will do; then a wrong code: `wrong-code`.
 */
export const passwordSignInSchema = signInSchema.extend({ code: secondFactorCodeSchema.optional() });

/** POST /sessions/current/verification -> empty. The person proves anew who they are; good for five minutes. */
export const verificationSchema = z.strictObject({
  password: z.string().min(1).max(200),
  code: secondFactorCodeSchema.optional(),
});

/** Options for the browser's WebAuthn calls: made by the server, understood by the browser (WebAuthn Level 3, JSON forms). */
export const passkeyOptionsSchema = z.strictObject({ options: z.looseObject({ challenge: z.string() }) });

const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/);
const credential = {
  id: base64url.min(1).max(1_400),
  rawId: base64url.min(1).max(1_400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(40).nullish(),
  clientExtensionResults: z.looseObject({}),
} as const;

/** RegistrationResponseJSON; what we do not use is let through and left alone. */
export const passkeyAttestationSchema = z.looseObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: base64url.max(8_000),
    attestationObject: base64url.max(32_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
});
export type PasskeyAttestation = z.infer<typeof passkeyAttestationSchema>;

/** AuthenticationResponseJSON. */
export const passkeyAssertionSchema = z.looseObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: base64url.max(8_000),
    authenticatorData: base64url.max(8_000),
    signature: base64url.max(8_000),
    userHandle: base64url.max(200).nullish(),
  }),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertionSchema>;

/** POST /sessions/passkey -> meSchema; POST /sessions/current/verification/passkey -> empty. */
export const passkeyProofSchema = z.strictObject({ response: passkeyAssertionSchema });

const passkeyNameSchema = lineSchema(1, 60);

/** POST /account/passkeys -> passkeyAddedSchema. */
export const newPasskeySchema = z.strictObject({ name: passkeyNameSchema, response: passkeyAttestationSchema });

/** PATCH /account/passkeys/:passkeyId -> accountSecuritySchema. */
export const passkeyNamingSchema = z.strictObject({ name: passkeyNameSchema });

/** GET /account/security */
export const accountSecuritySchema = z.strictObject({
  /** When the authenticator app was added; null: none. */
  totpSince: instantSchema.nullable(),
  recoveryCodesLeft: z.int().min(0),
  passkeys: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      createdAt: instantSchema,
      lastUsedAt: instantSchema.nullable(),
    }),
  ),
});
export type AccountSecurity = z.infer<typeof accountSecuritySchema>;

/** The password alone opens the account no longer; whoever had no recovery codes gets some, shown once. */
export const passkeyAddedSchema = z.strictObject({
  security: accountSecuritySchema,
  recoveryCodes: z.array(z.string()),
});
export type PasskeyAdded = z.infer<typeof passkeyAddedSchema>;

/** POST /account/totp: a secret that counts only once a code of it was shown. */
export const totpEnrolmentSchema = z.strictObject({
  /** Base32, for typing. */
  secret: z.string(),
  /** otpauth://, for the QR code. */
  uri: z.string(),
});
export type TotpEnrolment = z.infer<typeof totpEnrolmentSchema>;

/** POST /account/totp/confirmation -> recoveryCodesSchema. */
export const totpConfirmationSchema = z.strictObject({ code: z.string().trim().max(20) });

/** Shown once; each opens the account once in the place of the app's code or the passkey. */
export const recoveryCodesSchema = z.strictObject({ codes: z.array(z.string()) });

/** POST /account/password -> empty. Every other session ends. */
export const passwordChangeSchema = z.strictObject({ password: passwordSchema });

/** A browser and a system by name: all that is kept of what a browser says of itself. */
export const browserNameSchema = z.enum(['chrome', 'edge', 'firefox', 'safari', 'opera', 'samsung', 'coccoc', 'other']);
export const systemNameSchema = z.enum(['windows', 'macos', 'android', 'ios', 'linux', 'chromeos', 'other']);
export const deviceSchema = z.strictObject({ browser: browserNameSchema, system: systemNameSchema });
export type Device = z.infer<typeof deviceSchema>;

/** GET /account/sessions; DELETE /account/sessions/:sessionId ends one, DELETE /account/sessions all, this one too. */
export const sessionListSchema = z.strictObject({
  sessions: z.array(
    z.strictObject({
      id: z.uuid(),
      device: deviceSchema,
      openedAt: instantSchema,
      lastSeenAt: instantSchema,
      current: z.boolean(),
    }),
  ),
});
export type SessionEntry = z.infer<typeof sessionListSchema>['sessions'][number];

/** GET /account/email */
export const emailStandingSchema = z.strictObject({
  email: z.string(),
  verifiedAt: instantSchema.nullable(),
  /** Whether the server sends letters at all. */
  canMail: z.boolean(),
  /** Of a code to this very address that still counts. */
  codeSentAt: instantSchema.nullable(),
});
export type EmailStanding = z.infer<typeof emailStandingSchema>;

/** POST /account/email/confirmation -> emailStandingSchema: the code from the letter. */
export const emailConfirmationSchema = z.strictObject({
  code: z
    .string()
    .max(40)
    .regex(/^(?:\s*\d){6}\s*$/)
    .transform((typed) => typed.replace(/\s/g, '')),
});

/** PUT /account/email -> emailStandingSchema; a code goes to the new address. */
export const emailChangeSchema = z.strictObject({ email: emailSchema });

/** What changed about signing in, and who did it: `mail` is whoever asked for a letter, perhaps a stranger. */
const accountEventSchema = z.strictObject({
  at: instantSchema,
  kind: z.enum([
    'password-changed',
    'password-reset',
    'email-verified',
    'email-changed',
    'reset-link-made',
    'totp-added',
    'totp-removed',
    'passkey-added',
    'passkey-removed',
    'recovery-codes-made',
    'recovery-code-used',
    'second-factors-removed',
    'member-role-changed',
  ]),
  by: z.enum(['self', 'owner', 'admin', 'mail']),
});

/** GET /account/events: of the last 30 days, newest first. */
export const accountEventsSchema = z.strictObject({ events: z.array(accountEventSchema) });
export type AccountEvents = z.infer<typeof accountEventsSchema>;

/** POST /recoveries -> empty, whether or not there is such an account. */
export const recoveryRequestSchema = z.strictObject({ email: emailSchema, language: languageSchema });

/** The secret part of a one-time link; it stands behind the `#`, which browsers do not send. */
export const linkTokenSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** POST /recoveries/redemption -> empty: a new password by a one-time link. */
export const recoveryRedemptionSchema = z.strictObject({ token: linkTokenSchema, password: passwordSchema });

/** A link that works once; shown once. */
export const oneTimeLinkSchema = z.strictObject({ url: z.string(), expiresAt: instantSchema });
export type OneTimeLink = z.infer<typeof oneTimeLinkSchema>;

/** GET /people */
export const peopleSchema = z.strictObject({
  members: z.array(
    z.strictObject({
      accountId: accountIdSchema,
      name: z.string(),
      email: z.string(),
      role: organisationRoleSchema,
      joinedAt: instantSchema,
      /** The newest of the sessions that still live. */
      lastSeenAt: instantSchema.nullable(),
      /** Signs in with more than a password. */
      secured: z.boolean(),
      /** Belongs elsewhere too, so that only the deployment's admin resets the password. */
      shared: z.boolean(),
      /** Whose secret they know; these go on when they leave. */
      webhooks: z.int().min(0),
    }),
  ),
  /** Webhooks whose secret somebody knows who is no owner any more. */
  webhooksKnown: z.int().min(0),
  invitations: z.array(
    z.strictObject({
      id: z.uuid(),
      label: z.string(),
      role: organisationRoleSchema,
      createdAt: instantSchema,
      expiresAt: instantSchema,
    }),
  ),
});
export type People = z.infer<typeof peopleSchema>;

/** Owners are made by registration or by another owner's role change, never by a link. */
export const invitedRoleSchema = organisationRoleSchema.exclude(['owner']);

/** POST /invitations -> oneTimeLinkSchema. */
export const invitationInputSchema = z.strictObject({
  role: invitedRoleSchema,
  /** Whom it is for, so that it can be told from others in the list. */
  label: lineSchema(1, 80),
});

/** PATCH /people/:accountId -> peopleSchema. */
export const memberChangeSchema = z.strictObject({ role: organisationRoleSchema });

/** POST /people/:accountId/reset -> oneTimeLinkSchema. */
export const memberResetSchema = z.strictObject({
  /** Also takes the authenticator app and the passkeys away: the person lost them. */
  secondFactors: z.boolean(),
});

/** POST /invitation-details -> invitationDetailsSchema or `code-unknown`, `code-used`, `code-expired`. */
export const invitationTokenSchema = z.strictObject({ token: linkTokenSchema });
export const invitationDetailsSchema = z.strictObject({ organisationName: z.string(), role: organisationRoleSchema });

/** POST /invitation-acceptances -> meSchema, signed in. */
export const invitationAcceptanceSchema = z.strictObject({
  token: linkTokenSchema,
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  language: languageSchema,
});
