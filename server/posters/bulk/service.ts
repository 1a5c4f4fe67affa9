import { findLongest } from '#print/preflight/samples.ts';
import type { Venue } from '#shared/contract/portal-api.ts';
import type { PosterJob, PosterJobInput, PosterSample, PosterSamples } from '#shared/contract/portal-posters.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../../audit/service.ts';
import type { Clock } from '../../config/clock.ts';
import type { FileAnswer } from '../../http/define-route.ts';
import type { Store } from '../../store/access.ts';
import type { VenueService } from '../../venues/service.ts';
import { type LogoService, viewLogo } from '../logo.ts';
import type { PosterSubject } from '../subject.ts';
import { createPrintCounter } from '../transactor.ts';
import { BulkJobs, type FinishedJob, readJobFile } from './jobs.ts';

/** The posters of many venues in one file. */
export interface PosterJobService {
  /** What to look at before any of them is drawn. */
  samples(organisationId: OrganisationId, venueIds: PosterJobInput['venueIds']): Promise<PosterSamples>;
  /** `not-found`: none of the venues is the organisation's, or they have no entrance. */
  start(organisationId: OrganisationId, input: PosterJobInput, actor: string): Promise<Result<PosterJob, JobRefusal>>;
  find(id: string, organisationId: OrganisationId): PosterJob | null;
  cancel(id: string, organisationId: OrganisationId): boolean;
  /** Counted as a print when it is first taken. */
  download(id: string, organisationId: OrganisationId): Promise<FileAnswer | null>;
  close(): Promise<void>;
}

export type JobRefusal = 'not-found' | 'busy' | 'too-large';

export interface JobDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly venues: Pick<VenueService, 'list'>;
  readonly logos: Pick<LogoService, 'find'>;
  /** For files that wait to be taken away. */
  readonly folder: string;
}

/** A file of half a gigabyte. */
const MAX_POSTERS = 20_000;
const byName = new Intl.Collator('vi');
const FILE_TYPES = { pdf: 'application/pdf', zip: 'application/zip' } as const;

export function createPosterJobs(deps: JobDependencies): PosterJobService {
  const jobs = new BulkJobs(deps.folder, () => deps.clock.now());
  return {
    samples: (organisationId, venueIds) => chooseSamples(deps, organisationId, venueIds),
    start: (organisationId, input, actor) => start(deps, jobs, { organisationId, input, actor }),
    find: (id, organisationId) => jobs.find(id, organisationId),
    cancel: (id, organisationId) => jobs.cancel(id, organisationId),
    async download(id, organisationId) {
      const finished = jobs.take(id, organisationId);
      if (!finished) return null;
      if (finished.isFirst) await countPrints(deps, finished);
      const { file, look } = finished.order;
      const body = readJobFile(finished.file);
      const fileName = `Áp phích ${look.choices.format} ${look.printedOn}.${file}`.normalize('NFC');
      return { contentType: FILE_TYPES[file], fileName, disposition: 'attachment', body };
    },
    close: () => jobs.close(),
  };
}

interface Wish {
  readonly organisationId: OrganisationId;
  readonly input: PosterJobInput;
  readonly actor: string;
}

async function start(
  deps: JobDependencies,
  jobs: BulkJobs,
  { organisationId, input, actor }: Wish,
): Promise<Result<PosterJob, JobRefusal>> {
  const { logos, clock } = deps;
  const subjects = await listSubjects(deps, organisationId, input.venueIds);
  if (subjects.length === 0) return err('not-found');
  if (subjects.length > MAX_POSTERS) return err('too-large');
  const logo = input.choices.logo ? await logos.find(organisationId) : null;
  const look = { choices: input.choices, logo: logo?.png ?? null, printedOn: clock.today() };
  return jobs.start({ organisationId, actor, subjects, look, file: input.file });
}

/** As people look for them in a pile of paper. @param venueIds null: all. */
async function listSubjects(
  { venues }: JobDependencies,
  organisationId: OrganisationId,
  venueIds: PosterJobInput['venueIds'],
): Promise<PosterSubject[]> {
  const wanted = venueIds && new Set<string>(venueIds);
  const own = await venues.list(organisationId);
  const chosen = wanted ? own.filter(({ id }) => wanted.has(id)) : own;
  const inOrder = chosen.toSorted((one, other) => byName.compare(one.name, other.name));
  return inOrder.flatMap((venue) => subjectsOf(organisationId, venue));
}

async function chooseSamples(
  deps: JobDependencies,
  organisationId: OrganisationId,
  venueIds: PosterJobInput['venueIds'],
): Promise<PosterSamples> {
  const subjects = await listSubjects(deps, organisationId, venueIds);
  const [first] = subjects;
  const longest = findLongest(subjects);
  const logo = await deps.logos.find(organisationId);
  return {
    posters: subjects.length,
    first: first ? viewSample(first) : null,
    longest: longest && longest !== first ? viewSample(longest) : null,
    logo: logo && viewLogo(logo),
  };
}

const viewSample = ({ venueId, venueName, entranceId, entranceName, serial }: PosterSubject): PosterSample => ({
  ...{ venueId, venueName, entranceId, entranceName, serial },
});

const subjectsOf = (organisationId: OrganisationId, { id, name, address, entrances }: Venue): PosterSubject[] =>
  entrances.map((entrance) => ({
    code: entrance.code,
    entranceId: entrance.id,
    serial: entrance.serial,
    organisationId,
    venueId: id,
    venueName: name,
    entranceName: entrance.name,
    address: [address.line, address.communeName, address.provinceName].filter(Boolean).join(', '),
    url: entrance.posterUrl,
  }));

async function countPrints({ store, clock }: JobDependencies, { order, drawn }: FinishedJob): Promise<void> {
  const at = clock.now();
  const { organisationId, actor, look, file } = order;
  await store.transact((tx) => {
    const details = { posters: drawn.length, format: look.choices.format, language: look.choices.language, file };
    const subject = `organisation:${organisationId}`;
    return recordAudit(tx, { at, actor, action: 'posters.printed', organisationId, subject, details });
  });
  await createPrintCounter(store).insertPrints(drawn, at);
}
