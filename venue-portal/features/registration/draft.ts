import { z } from 'zod';
import { registrationSchema, venueInputSchema } from '#shared/contract/portal-api.ts';
import { readStored, writeStored } from '../../ui/stored.ts';

/** What has been typed so far, right or wrong; kept for this tab so that a reload loses nothing. Never the password. */
const draftSchema = z.object({
  organisationName: z.string().catch(''),
  owner: z.object({ name: z.string().catch(''), email: z.string().catch('') }).catch({ name: '', email: '' }),
  /** How the chosen commune reads, with its province. */
  communeLabel: z.string().catch(''),
  venue: z
    .object({
      name: z.string().catch(''),
      type: z.string().catch(''),
      address: z
        .object({ line: z.string().catch(''), communeCode: z.string().catch('') })
        .catch({ line: '', communeCode: '' }),
      entrances: z.array(z.string()).min(1).catch(['']),
    })
    .catch({ name: '', type: '', address: { line: '', communeCode: '' }, entrances: [''] }),
});
export type Draft = z.infer<typeof draftSchema>;

const STORAGE_KEY = 'venue-portal.registration';

/** @param entranceName what the first entrance is called until its owner says otherwise. */
export function readDraft(entranceName: string): Draft {
  const empty: Draft = {
    organisationName: '',
    owner: { name: '', email: '' },
    communeLabel: '',
    venue: { name: '', type: '', address: { line: '', communeCode: '' }, entrances: [entranceName] },
  };
  const stored = draftSchema.safeParse(readStored(sessionStorage, STORAGE_KEY));
  return stored.success ? stored.data : empty;
}

/** Takes only the draft's own fields from what a form holds, so a password beside them stays out. */
export function writeDraft(draft: Draft): void {
  writeStored(sessionStorage, STORAGE_KEY, draftSchema.parse(draft));
}

export const forgetDraft = (): void => writeStored(sessionStorage, STORAGE_KEY, null);

/** One thing at a time; each step is a slice of what the server accepts. */
export const accountStepSchema = registrationSchema.pick({ organisationName: true, owner: true });
export const venueStepSchema = z.object({ venue: venueInputSchema.pick({ name: true, type: true }) });
export const addressStepSchema = z.object({ venue: venueInputSchema.pick({ address: true }) });
export const entrancesStepSchema = z.object({ venue: venueInputSchema.pick({ entrances: true }) });

export const STEPS = ['account', 'venue', 'address', 'entrances', 'check'] as const;
export type Step = (typeof STEPS)[number];

const accountWithoutPasswordSchema = z.object({
  organisationName: registrationSchema.shape.organisationName,
  owner: registrationSchema.shape.owner.omit({ password: true }),
});

/** The furthest step that may be opened: all before it are complete. */
export function furthestStep(draft: Draft): Step {
  if (!accountWithoutPasswordSchema.safeParse(draft).success) return 'account';
  const { name, type, address, entrances } = draft.venue;
  if (!venueStepSchema.safeParse({ venue: { name, type } }).success) return 'venue';
  if (!addressStepSchema.safeParse({ venue: { address } }).success) return 'address';
  if (!entrancesStepSchema.safeParse({ venue: { entrances } }).success) return 'entrances';
  return 'check';
}

export const mayOpen = (step: Step, draft: Draft): boolean => STEPS.indexOf(step) <= STEPS.indexOf(furthestStep(draft));

/** The step that holds an input, by its path. */
export function stepOfField(path: string): Step {
  if (path.startsWith('venue.address')) return 'address';
  if (path.startsWith('venue.entrances')) return 'entrances';
  return path.startsWith('venue.') ? 'venue' : 'account';
}
