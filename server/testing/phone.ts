import { publicEntranceSchema, type SelfCheckInRequest, VISITOR_API } from '#shared/contract/visitor-api.ts';
import { answerNoToAll } from '#shared/domain/declaration-answers.ts';
import { mintEventId } from '#shared/domain/ids.ts';
import type { Owner } from './test-server.ts';

/** The code on the poster of an owner's entrance. */
export async function findPosterCode(owner: Owner): Promise<string> {
  const venue = (await (await owner.call('GET', `/venues/${owner.venueId}`)).json()) as {
    entrances: Array<{ id: string; code: string }>;
  };
  const code = venue.entrances.find(({ id }) => id === owner.entranceId)?.code;
  if (code === undefined) throw new Error('no poster code');
  return code;
}

/** A visitor's phone that opened a poster's page. */
export interface Phone {
  /** A declaration without symptoms, changed by `overrides`. */
  request(overrides?: Partial<SelfCheckInRequest>): SelfCheckInRequest;
  send(request: SelfCheckInRequest): Promise<Response>;
}

export async function openPoster(url: string, code: string, now: number): Promise<Phone> {
  const address = `${url}${VISITOR_API}/entrances/${code}`;
  const { questions } = publicEntranceSchema.parse(await (await fetch(address)).json());
  return {
    request: (overrides = {}) => ({
      id: mintEventId(now),
      name: 'Lê Thị Mỹ Duyên',
      phone: '0912 345 678',
      language: 'vi',
      questionsVersion: questions.version,
      consentVersion: questions.consent.version,
      answers: answerNoToAll(questions),
      ...overrides,
    }),
    send: (request) =>
      fetch(`${address}/check-ins`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(request),
      }),
  };
}
