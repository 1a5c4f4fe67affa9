import { z } from 'zod';
import { accountIdSchema, kioskIdSchema, venueIdSchema, visitIdSchema } from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';

/** Acts by what they are about; the viewer filters by these. */
export const AUDIT_GROUPS = ['reads', 'exports', 'rights', 'people', 'places', 'kiosks', 'system'] as const;
export const auditGroupSchema = z.enum(AUDIT_GROUPS);
export type AuditGroup = z.infer<typeof auditGroupSchema>;

/** GET /audit */
export const auditFilterSchema = z.strictObject({
  /** An account's id, `kiosk:<id>`, `visitor`, `system` or `cli`. */
  actor: z.string().max(60).optional(),
  group: auditGroupSchema.optional(),
  venueId: venueIdSchema.optional(),
  /** Whole days, both included. */
  from: calendarDaySchema.optional(),
  to: calendarDaySchema.optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const auditQuerySchema = auditFilterSchema.extend({
  /** `next` of the page before. */
  before: z.string().max(20).optional(),
});

export const auditFileQuerySchema = auditFilterSchema.extend({
  format: z.enum(['csv', 'xlsx']).default('xlsx'),
  language: languageSchema.default('vi'),
});

export const auditActorSchema = z.strictObject({
  /** As a filter takes it. */
  id: z.string(),
  kind: z.enum(['person', 'kiosk', 'visitor', 'system', 'cli', 'token']),
  /** Of a person, or the entrance of a kiosk. */
  name: z.string().nullable(),
});
export type AuditActor = z.infer<typeof auditActorSchema>;

export const auditRowSchema = z.strictObject({
  seq: z.int().min(1),
  at: instantSchema,
  actor: auditActorSchema,
  /** The catalogs have a sentence for each. */
  action: z.string(),
  subject: z.strictObject({
    /** `venue`, `kiosk`, `visit` ... */
    kind: z.string(),
    id: z.string(),
    name: z.string().nullable(),
  }),
  facts: z.array(z.strictObject({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) })),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

export const auditPageSchema = z.strictObject({ rows: z.array(auditRowSchema), next: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPageSchema>;

/** GET /audit/filters */
export const auditFiltersSchema = z.strictObject({
  actors: z.array(auditActorSchema),
  venues: z.array(z.strictObject({ id: venueIdSchema, name: z.string() })),
});

/** GET and POST /audit/check */
export const chainCheckSchema = z.strictObject({
  state: z.enum(['none', 'running', 'done', 'failed']),
  checked: z.int().min(0),
  total: z.int().min(0),
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  verdict: z
    .discriminatedUnion('holds', [
      z.strictObject({
        holds: z.literal(true),
        entries: z.int().min(0),
        heads: z.int().min(0),
        cutOff: z.int().min(0),
      }),
      z.strictObject({
        holds: z.literal(false),
        why: z.enum(['entry', 'missing', 'head']),
        brokenAt: z.int(),
        goodThrough: z.int(),
      }),
    ])
    .nullable(),
});
export type ChainCheck = z.infer<typeof chainCheckSchema>;

/** How much of a person a reading showed. */
export const detailLevelSchema = z.enum(['masked', 'full']);
export type DetailLevel = z.infer<typeof detailLevelSchema>;

/** One time that somebody looked. */
export const readingSchema = z.strictObject({
  seq: z.int(),
  at: instantSchema,
  actor: auditActorSchema,
  action: z.string(),
  venueName: z.string().nullable(),
  level: detailLevelSchema,
});
export type Reading = z.infer<typeof readingSchema>;

/** GET /visits/:visitId/readers */
export const visitReadersSchema = z.strictObject({
  visitId: visitIdSchema,
  arrivedAt: instantSchema,
  venueName: z.string(),
  readings: z.array(readingSchema),
});
export type VisitReaders = z.infer<typeof visitReadersSchema>;

/** Whose doings are looked into. */
export const breachWindowSchema = z
  .strictObject({
    from: instantSchema,
    until: instantSchema,
    /** null: everybody's. */
    accountId: accountIdSchema.nullable().default(null),
    /** A stolen or opened machine: whoever checked in there. */
    kioskId: kioskIdSchema.nullable().default(null),
  })
  .refine(({ from, until }) => from < until, { path: ['until'], message: 'before-from' });
export type BreachWindow = z.infer<typeof breachWindowSchema>;

export const breachFindingsSchema = z.strictObject({
  readings: z.array(readingSchema),
  /** Not all readings are listed. */
  cut: z.boolean(),
  /** Check-ins whose data were within what was read. */
  visits: z.int().min(0),
  /** Those of which name and phone were shown in full. */
  full: z.int().min(0),
  /** Those whose contact can still be opened. */
  reachable: z.int().min(0),
  withHealth: z.int().min(0),
  exports: z.int().min(0),
  venues: z.array(z.strictObject({ id: venueIdSchema, name: z.string(), visits: z.int() })),
});
export type BreachFindings = z.infer<typeof breachFindingsSchema>;

export const incidentKindSchema = z.enum(['account', 'device', 'paper', 'export', 'other']);
export type IncidentKind = z.infer<typeof incidentKindSchema>;

/** Steps of the checklist, in order, then free notes. */
export const INCIDENT_STEPS = ['stop', 'find', 'assess', 'authority', 'people', 'repair', 'learn'] as const;
export const incidentStepSchema = z.enum(INCIDENT_STEPS);
export const incidentEntryKindSchema = z.enum([...INCIDENT_STEPS, 'note', 'undone', 'contacts', 'closed', 'reopened']);
export type IncidentEntryKind = z.infer<typeof incidentEntryKindSchema>;

/** POST /incidents */
export const incidentInputSchema = z.strictObject({
  kind: incidentKindSchema,
  noticedAt: instantSchema,
  window: breachWindowSchema,
});
export type IncidentInput = z.infer<typeof incidentInputSchema>;

export const incidentSchema = z.strictObject({
  id: z.uuid(),
  reference: z.string(),
  kind: incidentKindSchema,
  noticedAt: instantSchema,
  openedAt: instantSchema,
  /** 72 hours after it was noticed. */
  noticeBy: instantSchema,
  authorityToldAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const incidentListSchema = z.strictObject({ now: instantSchema, incidents: z.array(incidentSchema) });

export const incidentDetailSchema = incidentSchema.extend({
  window: breachWindowSchema,
  openedBy: z.string().nullable(),
  findings: breachFindingsSchema,
  done: z.array(incidentStepSchema),
  entries: z.array(
    z.strictObject({
      id: z.uuid(),
      at: instantSchema,
      by: z.string().nullable(),
      kind: incidentEntryKindSchema,
      note: z.string().nullable(),
    }),
  ),
});
export type IncidentDetail = z.infer<typeof incidentDetailSchema>;

/** POST /incidents/:incidentId/entries. A step said twice is taken back by `undone` with its name as note. */
export const incidentEntryInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('step'), step: incidentStepSchema, done: z.boolean() }),
  z.strictObject({ kind: z.literal('note'), note: z.string().trim().min(1).max(2_000) }),
  z.strictObject({ kind: z.literal('closed') }),
  z.strictObject({ kind: z.literal('reopened') }),
]);
export type IncidentEntryInput = z.infer<typeof incidentEntryInputSchema>;
