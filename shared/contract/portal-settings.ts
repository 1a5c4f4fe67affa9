import { z } from 'zod';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import { declarationDraftSchema } from '#shared/domain/declaration-draft.ts';
import { entranceIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { openingHoursSchema } from '#shared/domain/opening-hours.ts';
import { retentionDaysSchema } from '#shared/domain/retention.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { kioskSchema } from './portal-api.ts';

/** What owners and managers decide about a venue or an organisation. */

/** Whose declaration is asked: what comes with the program, the organisation's, or the venue's own. */
const declarationSourceSchema = z.enum(['standard', 'organisation', 'venue']);
export type DeclarationSource = z.infer<typeof declarationSourceSchema>;

const declarationVersionSchema = z.strictObject({
  version: z.int(),
  /** Counted from 1 within its organisation or venue. */
  number: z.int().min(1),
  publishedAt: instantSchema,
  /** null: somebody who is no longer there. */
  publishedBy: z.string().nullable(),
});
export type DeclarationVersion = z.infer<typeof declarationVersionSchema>;

/** GET /declaration and /venues/:venueId/declaration. */
export const declarationSchema = z.strictObject({
  source: declarationSourceSchema,
  current: questionSetSchema,
  /** null: nothing is being written. */
  draft: z
    .strictObject({
      content: declarationDraftSchema,
      revision: z.int().min(1),
      savedAt: instantSchema,
      savedBy: z.string().nullable(),
    })
    .nullable(),
  /** Of this organisation or venue alone, the newest first. */
  history: z.array(declarationVersionSchema),
  /** Of an organisation: those of its venues that ask something of their own. */
  venuesWithOwn: z.array(z.strictObject({ id: venueIdSchema, name: z.string() })),
});
export type Declaration = z.infer<typeof declarationSchema>;

/** PATCH .../declaration/draft -> declarationDraftSavedSchema. */
export const declarationDraftInputSchema = z.strictObject({
  content: declarationDraftSchema,
  /** What was there when it was loaded; 0: nothing. Another one by now answers `conflict`. */
  revision: z.int().min(0),
});
export const declarationDraftSavedSchema = z.strictObject({ revision: z.int().min(1), savedAt: instantSchema });

/** POST .../declaration/publication -> declarationSchema. `invalid-input` names every problem of the draft. */
export const declarationPublicationSchema = z.strictObject({ revision: z.int().min(1) });

/** GET /venues/:venueId/rules: what is kept how long, and when the venue is open. */
export const venueRulesSchema = z.strictObject({
  contactDays: retentionDaysSchema,
  healthDays: retentionDaysSchema,
  openingHours: openingHoursSchema.nullable(),
});
export type VenueRules = z.infer<typeof venueRulesSchema>;

/** PATCH /venues/:venueId/rules -> venueRulesSchema. What is left out stays. */
export const venueRulesChangesSchema = venueRulesSchema.partial();
export type VenueRulesChanges = z.infer<typeof venueRulesChangesSchema>;

/** GET /venues/:venueId/rules/preview?contactDays&healthDays: how much a shorter time destroys with the next sweep. */
export const retentionPreviewSchema = z.strictObject({
  /** Visits whose contacts, or health answers, go. */
  contacts: z.int(),
  healthAnswers: z.int(),
});
export type RetentionPreview = z.infer<typeof retentionPreviewSchema>;

/** GET and PATCH /organisation. */
export const organisationSettingsSchema = z.strictObject({
  name: z.string(),
  language: languageSchema,
  /** Whether letters about kiosks can be sent at all. */
  canMail: z.boolean(),
});
export type OrganisationSettings = z.infer<typeof organisationSettingsSchema>;
export const organisationChangesSchema = z.strictObject({
  name: lineSchema(2, 200).optional(),
  language: languageSchema.optional(),
});

export const NOTICE_LIMIT = 240;
const noticeTextSchema = z.string().trim().normalize('NFC').min(1).max(NOTICE_LIMIT);

/** POST /notices and PATCH /notices/:noticeId. */
export const noticeInputSchema = z.strictObject({
  text: z.strictObject({ vi: noticeTextSchema, en: noticeTextSchema }),
  /** null: at once, by the server's clock. */
  startsAt: instantSchema.nullable(),
  /** null: until it is withdrawn. */
  endsAt: instantSchema.nullable(),
  /** Empty: all venues. */
  venueIds: z.array(venueIdSchema).max(500),
});
export type NoticeInput = z.infer<typeof noticeInputSchema>;

export const noticeSchema = z.strictObject({
  id: z.uuid(),
  text: z.strictObject({ vi: z.string(), en: z.string() }),
  startsAt: instantSchema,
  endsAt: instantSchema.nullable(),
  venueIds: z.array(venueIdSchema),
  createdBy: z.string().nullable(),
  withdrawnAt: instantSchema.nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** GET /notices: of the organisation, the newest first. */
export const noticeListSchema = z.strictObject({ notices: z.array(noticeSchema) });

/** PATCH /kiosks/:kioskId: what it is called, and at which entrance of its venue it stands. */
export const kioskChangesSchema = z.strictObject({
  /** Empty: by its entrance. */
  name: lineSchema(0, 80).optional(),
  entranceId: entranceIdSchema.optional(),
});
export type KioskChanges = z.infer<typeof kioskChangesSchema>;

/** GET /fleet: every kiosk of the organisation. */
export const fleetSchema = z.strictObject({
  at: instantSchema,
  /** What the server offers for kiosks to install; null: nothing. */
  offeredVersion: z.string().nullable(),
  kiosks: z.array(kioskSchema.extend({ venueId: venueIdSchema, venueName: z.string() })),
});
export type Fleet = z.infer<typeof fleetSchema>;
export type FleetKiosk = Fleet['kiosks'][number];

/** GET /fleet/attention: how many kiosks somebody should look at, for the badge. */
export const fleetAttentionSchema = z.strictObject({ kiosks: z.int() });
