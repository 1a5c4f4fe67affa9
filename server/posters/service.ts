import type { GracePeriod, PosterChecks, PosterChoices, PosterStudio } from '#shared/contract/portal-posters.ts';
import { POSTER_FORMATS, type PosterFile } from '#shared/contract/poster-options.ts';
import type { EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { Store, Writable } from '../store/access.ts';
import type { VenueService } from '../venues/service.ts';
import { createPosterJobs, type PosterJobService } from './bulk/service.ts';
import { posterFileName } from './file-names.ts';
import { createLogoService, type LogoService } from './logo.ts';
import { createPress, type PosterPicture, type Press } from './press.ts';
import { rotatePoster, undoRotation } from './rotation.ts';
import { createScans, type Scans } from './scans.ts';
import { readChoices, readStudio } from './studio.ts';
import { describePoster, type PosterLook, type PosterSubject, subjectOfPlace } from './subject.ts';
import { markPrinted, upsertChoices } from './transactor.ts';

export { listPosterFacts, listReplacedCodes, type PosterFacts } from './reader.ts';
export type { PosterReading } from './scans.ts';

/** Who asks for a poster of one of an organisation's venues. */
export interface Asker {
  readonly organisationId: OrganisationId;
  /** As the audit trail names them. */
  readonly actor: string;
}

export type PrintRefusal = 'not-found' | 'faulty' | 'no-such-file';

export interface PosterService {
  readonly scans: Scans;
  readonly logos: LogoService;
  readonly jobs: PosterJobService;
  /** null when the organisation has no such venue. */
  studio(organisationId: OrganisationId, venueId: VenueId): Promise<PosterStudio | null>;
  saveChoices(venueId: VenueId, choices: PosterChoices, by: Asker): Promise<void>;
  /** `faulty` only where nothing can be drawn, as with colours that are refused. @param page from 1. */
  drawPage(
    id: EntranceId,
    choices: PosterChoices,
    page: number,
    use: 'screen' | 'paper',
  ): Promise<Result<PosterPicture, PrintRefusal>>;
  /** Of the venue's own entrances among them; null when there is none. */
  check(venueId: VenueId, ids: readonly EntranceId[], choices: PosterChoices): Promise<PosterChecks | null>;
  /** A file of one entrance's poster, counted as a print. */
  printFile(
    id: EntranceId,
    choices: PosterChoices,
    file: PosterFile,
    by: Asker,
  ): Promise<Result<FileAnswer, PrintRefusal>>;
  /** One PDF of several of a venue's entrances, counted as prints. */
  printMany(
    venueId: VenueId,
    ids: readonly EntranceId[],
    choices: PosterChoices,
    by: Asker,
  ): Promise<Result<FileAnswer, PrintRefusal>>;
  /** What the page itself is about to print. */
  countPrints(
    venueId: VenueId,
    ids: readonly EntranceId[],
    choices: PosterChoices,
    by: Asker,
  ): Promise<Result<void, PrintRefusal>>;
  rotate(id: EntranceId, grace: GracePeriod, by: Asker): Promise<Result<PosterStudio, 'not-found' | 'conflict'>>;
  undoRotation(id: EntranceId, by: Asker): Promise<Result<PosterStudio, 'not-found' | 'conflict'>>;
}

export interface PosterDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly venues: VenueService;
  /** For files that wait to be taken away. */
  readonly folder: string;
}

interface Parts extends PosterDependencies {
  readonly logos: LogoService;
  readonly press: Press;
}

export function createPosterService(deps: PosterDependencies): PosterService {
  const { store, clock } = deps;
  const logos = createLogoService(deps);
  const parts: Parts = { ...deps, logos, press: createPress() };
  return {
    scans: createScans(deps),
    logos,
    jobs: createPosterJobs({ ...deps, logos }),
    studio: (organisationId, venueId) => readStudio(parts, organisationId, venueId),
    async saveChoices(venueId, choices, { organisationId, actor }) {
      const json = JSON.stringify(choices);
      if (json === JSON.stringify(await readChoices(store.read, venueId))) return;
      const at = clock.now();
      await store.transact(async (tx) => {
        await upsertChoices(tx, venueId, json, at);
        const subject = `venue:${venueId}`;
        await recordAudit(tx, { at, actor, action: 'poster-choices.saved', organisationId, subject });
      });
    },
    drawPage: (id, choices, page, use) => drawPage(parts, id, choices, page, use),
    check: (venueId, ids, choices) => checkAll(parts, venueId, ids, choices),
    printFile: (id, choices, file, by) => printFile(parts, id, choices, file, by),
    printMany: (venueId, ids, choices, by) => printMany(parts, venueId, ids, choices, by),
    async countPrints(venueId, ids, choices, by) {
      const ready = await prepare(parts, venueId, ids, choices);
      if (!ready.ok) return ready;
      await store.transact((tx) => recordPrints(tx, clock, ready.value.subjects, choices, by));
      return ok(undefined);
    },
    rotate: (id, grace, by) => changeCode(parts, id, by, () => rotatePoster(deps, id, grace, by.actor)),
    undoRotation: (id, by) => changeCode(parts, id, by, () => undoRotation(deps, id, by.actor)),
  };
}

async function changeCode(
  parts: Parts,
  id: EntranceId,
  { organisationId }: Asker,
  change: () => Promise<Result<void, 'not-found' | 'conflict'>>,
): Promise<Result<PosterStudio, 'not-found' | 'conflict'>> {
  const changed = await change();
  if (!changed.ok) return changed;
  const place = await parts.venues.findPlace(id);
  const studio = place && (await readStudio(parts, organisationId, place.venue.id));
  return studio ? ok(studio) : err('not-found');
}

async function lookFor(
  { logos, clock }: Parts,
  organisationId: OrganisationId,
  choices: PosterChoices,
): Promise<PosterLook> {
  const logo = choices.logo ? await logos.find(organisationId) : null;
  return { choices, logo: logo?.png ?? null, printedOn: clock.today() };
}

async function findSubject({ venues }: Parts, id: EntranceId): Promise<PosterSubject | null> {
  const place = await venues.findPlace(id);
  return place && subjectOfPlace(place);
}

/** A4 at 300 dots per inch on paper; twice the largest preview on a screen. */
const PAGE_WIDTH = { screen: 1_240, paper: 2_480 } as const;

async function drawPage(
  parts: Parts,
  id: EntranceId,
  choices: PosterChoices,
  page: number,
  use: 'screen' | 'paper',
): Promise<Result<PosterPicture, PrintRefusal>> {
  const subject = await findSubject(parts, id);
  if (!subject || page > POSTER_FORMATS[choices.format].pages) return err('not-found');
  const look = await lookFor(parts, subject.organisationId, choices);
  const picture = await parts.press.drawPage(describePoster(subject, look), page, PAGE_WIDTH[use]);
  return picture ? ok(picture) : err('faulty');
}

interface Ready {
  readonly subjects: readonly [PosterSubject, ...PosterSubject[]];
  readonly look: PosterLook;
}

async function gather(
  parts: Parts,
  venueId: VenueId,
  ids: readonly EntranceId[],
  choices: PosterChoices,
): Promise<Ready | null> {
  const found = await Promise.all([...new Set(ids)].map((id) => findSubject(parts, id)));
  const [first, ...rest] = found.filter((subject) => subject?.venueId === venueId) as PosterSubject[];
  if (!first) return null;
  return { subjects: [first, ...rest], look: await lookFor(parts, first.organisationId, choices) };
}

async function checkAll(
  parts: Parts,
  venueId: VenueId,
  ids: readonly EntranceId[],
  choices: PosterChoices,
): Promise<PosterChecks | null> {
  const found = await gather(parts, venueId, ids, choices);
  if (!found) return null;
  const checks = await Promise.all(
    found.subjects.map(async (subject) => ({
      entranceId: subject.entranceId,
      preflight: await parts.press.check(describePoster(subject, found.look)),
    })),
  );
  return { checks };
}

/** What fails is not printed: the paper would hang for years. */
async function prepare(
  parts: Parts,
  venueId: VenueId,
  ids: readonly EntranceId[],
  choices: PosterChoices,
): Promise<Result<Ready, PrintRefusal>> {
  const found = await gather(parts, venueId, ids, choices);
  if (!found) return err('not-found');
  for (const subject of found.subjects) {
    const { faults } = await parts.press.check(describePoster(subject, found.look));
    if (faults.length > 0) return err('faulty');
  }
  return ok(found);
}

async function printFile(
  parts: Parts,
  id: EntranceId,
  choices: PosterChoices,
  file: PosterFile,
  by: Asker,
): Promise<Result<FileAnswer, PrintRefusal>> {
  if (!POSTER_FORMATS[choices.format].files.includes(file)) return err('no-such-file');
  const subject = await findSubject(parts, id);
  if (!subject) return err('not-found');
  const ready = await prepare(parts, subject.venueId, [id], choices);
  if (!ready.ok) return ready;
  const body = await parts.press.drawFile(describePoster(subject, ready.value.look), file);
  await parts.store.transact((tx) => recordPrints(tx, parts.clock, [subject], choices, by));
  const fileName = posterFileName(subject, file);
  return ok({ contentType: FILE_TYPES[file], fileName, disposition: file === 'pdf' ? 'inline' : 'attachment', body });
}

export const FILE_TYPES = { pdf: 'application/pdf', png: 'image/png', svg: 'image/svg+xml' } as const;

async function printMany(
  parts: Parts,
  venueId: VenueId,
  ids: readonly EntranceId[],
  choices: PosterChoices,
  by: Asker,
): Promise<Result<FileAnswer, PrintRefusal>> {
  const ready = await prepare(parts, venueId, ids, choices);
  if (!ready.ok) return ready;
  const { subjects, look } = ready.value;
  const body = await parts.press.drawPdf(subjects.map((subject) => describePoster(subject, look)));
  await parts.store.transact((tx) => recordPrints(tx, parts.clock, subjects, choices, by));
  const fileName = posterFileName({ ...subjects[0], entranceName: `${subjects.length} cửa` }, 'pdf');
  return ok({ contentType: FILE_TYPES.pdf, fileName, disposition: 'inline', body });
}

async function recordPrints(
  tx: Writable,
  clock: Clock,
  subjects: readonly PosterSubject[],
  { format, language }: PosterChoices,
  { organisationId, actor }: Asker,
): Promise<void> {
  const at = clock.now();
  for (const poster of subjects) {
    await markPrinted(tx, poster, at);
    const subject = `entrance:${poster.entranceId}`;
    const details = { serial: poster.serial, format, language };
    await recordAudit(tx, { at, actor, action: 'poster.printed', organisationId, subject, details });
  }
}
