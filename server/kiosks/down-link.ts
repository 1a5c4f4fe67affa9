import { createHash } from 'node:crypto';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import type { DownLink, ExchangeRequest, Notices } from '#shared/contract/kiosk-sync.ts';
import type { QuestionSet } from '#shared/domain/declaration.ts';
import type { EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { addDays } from '#shared/domain/instant.ts';
import { bilingualSchema } from '#shared/domain/language.ts';
import { latestClosing, type OpeningHours } from '#shared/domain/opening-hours.ts';
import { PREFETCHED_KEY_DAYS } from '#shared/domain/retention.ts';
import type { HeadKeeper } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import { readChoices, type VenueChoices } from '../doors/service.ts';
import type { KeyService } from '../keys/service.ts';
import { listReplacedCodes } from '../posters/service.ts';
import { listValidCards } from '../staff-cards/service.ts';
import type { Store } from '../store/access.ts';
import { findSettingsSource, listNotices, listPosters } from './reader.ts';

/** The declaration that a venue asks now. */
export interface CurrentQuestions {
  findCurrent(organisationId: OrganisationId, venueId: VenueId): Promise<QuestionSet>;
}

export interface DownLinkParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
  readonly questions: CurrentQuestions;
  readonly auditHeads: Pick<HeadKeeper, 'headFor' | 'hearWitness'>;
  /** `https://host[:port]` where phones reach this server. */
  readonly publicOrigin: () => string;
  readonly timeZone: string;
}

interface Texts {
  readonly settings: KioskSettings;
  readonly questions: QuestionSet;
  readonly notices: Notices;
}

/** What the settings were when, and after how many decisions: whoever takes a card back need not wait for a clock. */
interface Remembered {
  readonly at: number;
  readonly decisions: number;
  readonly texts: Texts | null;
}

/** Kiosks ask every few seconds and the answer seldom changes; so long also for what an admin command changes beside this process. */
const REMEMBERED_MS = 2_000;
const REMEMBERED_ENTRANCES = 5_000;
const MAX_POSTERS = 500;

export interface DownLinkAssembler {
  /** D1: only the parts whose version the kiosk does not have. Nothing for an entrance that is not known here. */
  assemble(entranceId: EntranceId, have: ExchangeRequest['have']): Promise<DownLink>;
}

export function createDownLinkAssembler(parts: DownLinkParts): DownLinkAssembler {
  const remembered = new Map<EntranceId, Remembered>();

  async function textsOf(entranceId: EntranceId): Promise<Texts | null> {
    const [at, decisions] = [parts.clock.now(), parts.store.decisions()];
    const known = remembered.get(entranceId);
    const isCurrent = known?.decisions === decisions && Math.abs(at - known.at) < REMEMBERED_MS;
    if (isCurrent) return known.texts;
    const texts = await readTexts(parts, entranceId);
    if (remembered.size >= REMEMBERED_ENTRANCES) remembered.clear();
    remembered.set(entranceId, { at, decisions, texts });
    return texts;
  }

  return {
    async assemble(entranceId, have) {
      if (have.auditWitness !== undefined) await parts.auditHeads.hearWitness(have.auditWitness);
      const auditHead = have.auditDay === undefined ? null : parts.auditHeads.headFor(have.auditDay);
      const texts = await textsOf(entranceId);
      if (!texts) return {};
      const { settings, questions, notices } = texts;
      return {
        ...(settings.version !== have.settings && { settings }),
        ...(questions.version !== have.questions && { questions }),
        ...(notices.version !== have.notices && { notices }),
        ...(await assembleKeys(parts, have.keysThrough)),
        ...(auditHead && { auditHead }),
      };
    },
  };
}

/** D3. The whole range, so that a kiosk that lost some is whole again; from yesterday on, for those that pair at midnight. */
async function assembleKeys(
  { keys, clock }: DownLinkParts,
  haveThrough: string | null,
): Promise<Pick<DownLink, 'keys'>> {
  const today = clock.today();
  const through = addDays(today, PREFETCHED_KEY_DAYS);
  if (haveThrough === through) return {};
  return { keys: { through, keys: await keys.listDayKeys(addDays(today, -1), through) } };
}

async function readTexts(parts: DownLinkParts, entranceId: EntranceId): Promise<Texts | null> {
  const { store, clock, questions } = parts;
  const source = await findSettingsSource(store.read, entranceId);
  if (!source) return null;
  const { organisationId, communeCode, entranceCode, choices, ...place } = source;
  const posters = await listPosters(store.read, place.venueId, MAX_POSTERS);
  const replaced = await listReplacedCodes(store.read, place.venueId, MAX_POSTERS - posters.length);
  const settings: Omit<KioskSettings, 'version'> = {
    ...choicesFor(readChoices(choices), place.openingHours),
    ...place,
    organisationId,
    entranceId,
    entranceCode,
    posterUrl: `${parts.publicOrigin()}/v/${entranceCode}`,
    timeZone: parts.timeZone,
    passKeys: [...parts.keys.passKeys],
    staffCards: await listValidCards(store.read, place.venueId),
    posters: [
      ...posters.map(({ code, entranceName, retiredAt }) => ({
        code,
        entranceName,
        state: retiredAt === null ? ('current' as const) : ('retired' as const),
      })),
      ...replaced.map((poster) => ({ ...poster, state: 'retired' as const })),
    ],
  };
  const found = await listNotices(store.read, {
    organisationId,
    venueId: place.venueId,
    communeCode,
    now: clock.now(),
  });
  const items: Notices['items'] = found.map(({ id, text }) => ({ id, text: bilingualSchema.parse(JSON.parse(text)) }));
  return {
    settings: { version: versionOf(settings), ...settings },
    questions: await questions.findCurrent(organisationId, place.venueId),
    notices: { version: versionOf(items), items },
  };
}

/** A kiosk from before there were hours of each day lets everybody out at the latest closing of the week. */
const choicesFor = (choices: VenueChoices, hours: OpeningHours | null): VenueChoices =>
  choices.closingBy === 'hours' && hours !== null ? { ...choices, closesAt: latestClosing(hours) } : choices;

/** A number that changes with the content: nobody has to remember to raise it. */
const versionOf = (content: unknown): number =>
  createHash('sha256').update(JSON.stringify(content)).digest().readUIntBE(0, 6) + 1;
