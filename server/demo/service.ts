import type { Answer, QuestionSet } from '#shared/domain/declaration.ts';
import { answerNoToAll, judge } from '#shared/domain/declaration-answers.ts';
import { type AccountId, type EntranceId, mintEventId, mintPartyId, type VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { serverVi } from '#shared/i18n/server.vi.ts';
import { recordAudit } from '../audit/service.ts';
import { createClock } from '../config/clock.ts';
import type { Services } from '../services.ts';
import { createSyncService, type SyncService } from '../sync/service.ts';
import { planArrivals } from './day-plan.ts';
import { mintDemoPassword, readDemoPassword, writeDemoPassword } from './password-file.ts';
import { demoPerson } from './people.ts';
import { listToldToSeeStaff } from './reader.ts';
import { markDemo } from './transactor.ts';
import { seedWard } from './ward.ts';

export interface DemoAccess {
  readonly login: string;
  readonly password: string;
  /** Slug of the main entrance. */
  readonly entrance: string;
  /** Of the kiosks' staff pages. */
  readonly staffPin: string;
  /** An officer of the shop's ward, with the same password. */
  readonly wardLogin: string;
}

/** In a domain that cannot exist (RFC 2606). */
const LOGIN = 'demo@bunbo.example';
const WARD_LOGIN = 'phuong@hue.example';
const ENTRANCE = 'demo';
const STAFF_PIN = '246810';
const CAPACITY = 60;
/** They come again after some days. */
const REGULARS = 400;
const FAMILY_PERSON = 900;
const FAMILY_AGO_MS = 20 * 60_000;
const WAITING_CALLS = 2;
/** Phường Thuận Hoá, Huế. */
const COMMUNE = '19789';

/**
 * A noodle shop in Huế with three weeks of visits, made on the first start; on later ones only says how to sign in. All of it
 * is invented, and the folder is marked so that it never serves real visitors.
 */
export async function seedDemo(services: Services): Promise<DemoAccess> {
  const { dataDir } = services.config;
  const known = readDemoPassword(dataDir);
  const password = known ?? mintDemoPassword();
  if (known === null) writeDemoPassword(dataDir, password);
  if (await services.accounts.hasAccount(LOGIN)) {
    if (known === null) await services.accounts.setPassword(LOGIN, password);
  } else {
    await registerShop(services, password);
  }
  if (await services.accounts.hasAccount(WARD_LOGIN)) {
    if (known === null) await services.accounts.setPassword(WARD_LOGIN, password);
  } else {
    await seedWard(services, { login: WARD_LOGIN, password, commune: COMMUNE });
  }
  return { login: LOGIN, password, entrance: ENTRANCE, staffPin: STAFF_PIN, wardLogin: WARD_LOGIN };
}

async function registerShop(services: Services, password: string): Promise<void> {
  const { accounts, store, clock } = services;
  const texts = serverVi.demo;
  const registered = await accounts.register({
    organisationName: texts.organisation,
    owner: { name: texts.owner, email: LOGIN, password },
    venue: {
      name: texts.venue,
      type: 'restaurant',
      address: { line: texts.addressLine, communeCode: COMMUNE },
      entrances: [texts.mainEntrance, texts.backEntrance],
    },
    language: 'vi',
    slugs: [ENTRANCE, `${ENTRANCE}-back`],
  });
  if (!registered.ok) throw new Error(`the demo shop could not be registered: ${JSON.stringify(registered.error)}`);
  const { venue, me } = registered.value;
  const [main, back] = venue.entrances;
  if (!main || !back || !me.organisation) throw new Error('the demo shop has two entrances');
  const organisationId = me.organisation.id;
  const questions = await services.declarations.findCurrent(organisationId);
  await services.doors.change(venue.id, { choices: { capacity: CAPACITY }, staffPin: STAFF_PIN }, me.accountId);
  const place = { venueId: venue.id, entrances: [main.id, back.id], questions, staff: me.accountId } as const;
  const visits = await seedVisits(services, place);
  await settleCalls(services, venue.id, me.accountId);
  await store.transact(async (tx) => {
    const at = clock.now();
    await markDemo(tx, at);
    const subject = `organisation:${organisationId}`;
    await recordAudit(tx, { at, actor: 'system', action: 'demo.seeded', organisationId, subject, details: { visits } });
  });
}

interface DemoPlace {
  readonly venueId: VenueId;
  readonly entrances: readonly [main: EntranceId, back: EntranceId];
  readonly questions: QuestionSet;
  /** Who of the staff writes in those without a phone. */
  readonly staff: AccountId;
}

/** Through the one way into the log, with a clock of the past. */
async function seedVisits(services: Services, place: DemoPlace): Promise<number> {
  const { venueId, entrances, questions, staff } = place;
  const { timeZone } = services.config;
  let now = services.clock.now();
  const arrivals = planArrivals(services.clock.today(), now, timeZone);
  const sync = createSyncService({ ...services, timeZone, clock: createClock(timeZone, () => now) });
  const ingested = arrivals.map((at, index) => {
    now = at;
    const fromEnd = arrivals.length - 1 - index;
    const answers = demoAnswers(questions, index, fromEnd);
    const { name, phone } = demoPerson((index * 31) % REGULARS);
    return sync.ingestSelfCheckIn({
      id: mintEventId(at),
      venueId,
      entranceId: entrances[index % 5 === 3 ? 1 : 0],
      contact: { v: 1, name, phone },
      health: { v: 1, questionsVersion: questions.version, language: index % 9 === 4 ? 'en' : 'vi', answers },
      consentVersion: questions.consent.version,
      verdict: judge(questions, answers),
      ...(index % 8 === 5 && { by: staff }),
    });
  });
  now = services.clock.now();
  const family = seedFamily(sync, place, now - FAMILY_AGO_MS, (at) => {
    now = at;
  });
  return (await Promise.all([...ingested, ...family])).filter(({ ok }) => ok).length;
}

/** Mother, child and grandfather, on one declaration. */
function seedFamily(
  sync: Pick<SyncService, 'ingestSelfCheckIn'>,
  { venueId, entrances: [entranceId], questions }: DemoPlace,
  at: Instant,
  setClock: (at: Instant) => void,
) {
  setClock(at);
  const partyId = mintPartyId();
  const health = {
    v: 1,
    questionsVersion: questions.version,
    language: 'vi',
    answers: answerNoToAll(questions),
  } as const;
  const shared = {
    venueId,
    entranceId,
    health,
    consentVersion: questions.consent.version,
    verdict: 'welcome',
    partyId,
  } as const;
  const { name, phone } = demoPerson(FAMILY_PERSON);
  const mother = sync.ingestSelfCheckIn({ ...shared, id: mintEventId(at), contact: { v: 1, name, phone } });
  const companions = (['accompanied-child', 'accompanied-elder'] as const).map((flag) =>
    sync.ingestSelfCheckIn({ ...shared, id: mintEventId(at), contact: { v: 1 }, flags: [flag] }),
  );
  return [mother, ...companions];
}

/** All who were told to see the staff were seen, but for the two who wait now. */
async function settleCalls({ presence, store }: Services, venueId: VenueId, by: AccountId): Promise<void> {
  await presence.sweep();
  const told = await listToldToSeeStaff(store.read, venueId);
  for (const id of told.slice(0, -WAITING_CALLS)) await presence.resolve(id, 'welcome', by);
}

/** Most have nothing; one in seventeen coughs, one in forty has a fever; two of the last wait for the staff. */
function demoAnswers(questions: QuestionSet, index: number, fromEnd: number): Answer[] {
  const waits = fromEnd === 1 || fromEnd === 3;
  const checked = waits ? ['cough'] : index % 40 === 22 ? ['fever-now'] : index % 17 === 9 ? ['cough'] : [];
  return answerNoToAll(questions).map((given, position) =>
    position === 0 && checked.length > 0 ? { ...given, answer: 'yes', checked } : given,
  );
}
