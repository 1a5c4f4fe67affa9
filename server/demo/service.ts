import type { Answer, QuestionSet } from '#shared/domain/declaration.ts';
import { answerNoToAll, judge } from '#shared/domain/declaration.ts';
import { type EntranceId, mintEventId, type VenueId } from '#shared/domain/ids.ts';
import { serverVi } from '#shared/i18n/server.vi.ts';
import { recordAudit } from '../audit/service.ts';
import { createClock } from '../config/clock.ts';
import type { Services } from '../services.ts';
import { createSyncService } from '../sync/service.ts';
import { planArrivals } from './day-plan.ts';
import { mintDemoPassword, readDemoPassword, writeDemoPassword } from './password-file.ts';
import { demoPerson } from './people.ts';
import { markDemo } from './transactor.ts';

export interface DemoAccess {
  readonly login: string;
  readonly password: string;
  /** Slug of the main entrance. */
  readonly entrance: string;
}

/** In a domain that cannot exist (RFC 2606). */
const LOGIN = 'demo@bunbo.example';
const ENTRANCE = 'demo';
/** Phường Thuận Hoá, Huế. */
const COMMUNE = '19789';

/**
 * A noodle shop in Huế with two days of visits, made on the first start; on later ones only says how to sign in. All of it
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
  return { login: LOGIN, password, entrance: ENTRANCE };
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
  if (!registered.ok) throw new Error(`the demo shop could not be registered: ${registered.error}`);
  const { venue, me } = registered.value;
  const [main, back] = venue.entrances;
  if (!main || !back || !me.organisation) throw new Error('the demo shop has two entrances');
  const organisationId = me.organisation.id;
  const questions = await services.declarations.findCurrent(organisationId);
  const visits = await seedVisits(services, { venueId: venue.id, entrances: [main.id, back.id], questions });
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
}

/** Through the one way into the log, with a clock of the past. */
async function seedVisits(services: Services, { venueId, entrances, questions }: DemoPlace): Promise<number> {
  const { timeZone } = services.config;
  let now = services.clock.now();
  const arrivals = planArrivals(services.clock.today(), now, timeZone);
  const sync = createSyncService({ ...services, timeZone, clock: createClock(timeZone, () => now) });
  const ingested = arrivals.map((at, index) => {
    now = at;
    const answers = demoAnswers(questions, index);
    const { name, phone } = demoPerson(index);
    return sync.ingestSelfCheckIn({
      id: mintEventId(at),
      venueId,
      entranceId: entrances[index % 5 === 3 ? 1 : 0],
      contact: { v: 1, name, phone },
      health: { v: 1, questionsVersion: questions.version, language: index % 9 === 4 ? 'en' : 'vi', answers },
      consentVersion: questions.consent.version,
      verdict: judge(questions, answers),
    });
  });
  return (await Promise.all(ingested)).filter(({ ok }) => ok).length;
}

/** Most have nothing; one in seventeen coughs, one in forty has a fever. */
function demoAnswers(questions: QuestionSet, index: number): Answer[] {
  const checked = index % 40 === 22 ? ['fever-now'] : index % 17 === 9 ? ['cough'] : [];
  return answerNoToAll(questions).map((given, position) =>
    position === 0 && checked.length > 0 ? { ...given, answer: 'yes', checked } : given,
  );
}
