import type { GroupMemberView, Screen } from '#kiosk/core/screen.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import type { Question } from '#shared/domain/declaration.ts';
import { viewNamed } from './kiosk-views.ts';

const PHRASE = 'Công ty trách nhiệm hữu hạn một thành viên thương mại dịch vụ ';
const words = (length: number): string => PHRASE.repeat(Math.ceil(length / PHRASE.length)).slice(0, length);
const oneWord = (length: number): string =>
  words(2 * length)
    .replaceAll(' ', '')
    .slice(0, length);
const both = (text: string) => ({ vi: text, en: text });

const question = (id: number, length: number): Question => ({
  id: `q${id}`,
  text: both(words(length)),
  pictograms: ['fever', 'cough', 'breath', 'throat'],
  yes: 'see-staff',
  checklist: Array.from({ length: 3 }, (_, item) => ({
    id: `item${item}`,
    label: both(`${item} ${words(60)}`),
    verdict: 'see-staff',
  })),
});

function withScreen<Name extends Screen['name']>(
  view: string,
  name: Name,
  changes: Partial<Extract<Screen, { name: Name }>>,
): KioskView {
  const base = viewNamed(view);
  if (base.screen.name !== name) throw new Error(`${view} is no ${name}`);
  return { ...base, screen: { ...base.screen, ...changes } };
}

const declares = (questions: Question[]): KioskView => {
  const { screen } = viewNamed('declaration');
  if (screen.name !== 'declaration') throw new Error('no declaration');
  return withScreen('declaration', 'declaration', {
    questions: { ...screen.questions, questions },
    ask: questions.map(({ id }) => id),
  });
};

const ofVenue = (view: string): KioskView => {
  const base = viewNamed(view);
  const names = { venueName: oneWord(300), entranceName: oneWord(120) };
  return { ...base, venue: base.venue && { ...base.venue, ...names } };
};

const person = { way: 'citizen-card', maskedName: `N. T. ${oneWord(110)}`, tail: null, birthYear: 1986 } as const;
const members: GroupMemberView[] = Array.from({ length: 20 }, () => ({ kind: 'person', person }));

/** As much as a venue may write and a person may be called: none of it pushes anything else off the screen. */
export const LONGEST_VIEWS: Readonly<Record<string, KioskView>> = {
  venue: ofVenue('idle-both'),
  'venue-result': ofVenue('goodbye-others'),
  notices: { ...viewNamed('idle-both'), notices: [both(oneWord(240)), both(words(240))] },
  result: withScreen('welcome', 'result', { person, people: 20 }),
  leaving: withScreen('leaving', 'leaving', { person }),
  phone: withScreen('phone', 'phone', { person }),
  group: withScreen('group-five', 'group', { members, refused: 'cross-check' }),
  'six-questions': declares(Array.from({ length: 6 }, (_, id) => question(id, 60))),
  'twelve-questions': declares(Array.from({ length: 12 }, (_, id) => question(id, 200))),
  'one-question': declares([{ ...question(0, 1_000), checklist: [] }]),
  declaration: withScreen('declaration', 'declaration', {
    person,
    people: 20,
    turn: { at: 12, of: 20 },
    canLeave: true,
    next: true,
  }),
  status: {
    ...viewNamed('disk-scarce'),
    calls: 99,
    connection: { online: false, waiting: 123_456, oldestWaitingAt: 1, lastSyncAt: null, standing: 'active' },
  },
  'passport-wrong': withScreen('typed-passport', 'typed', { mrz: 'number', invalid: true }),
};
