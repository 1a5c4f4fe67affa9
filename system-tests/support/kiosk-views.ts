import { usualComfort } from '#kiosk/core/comfort.ts';
import type { GroupMemberView, Screen } from '#kiosk/core/screen.ts';
import type { KioskView } from '#kiosk/core/view.ts';
import type { QuestionSet } from '#shared/domain/declaration.ts';

const bilingual = (vi: string, en: string) => ({ vi, en });

const questions: QuestionSet = {
  version: 1,
  questions: [
    {
      id: 'symptoms',
      text: bilingual(
        'Trong 14 ngày qua, bạn có sốt, ho, khó thở hoặc đau họng không?',
        'In the last 14 days, have you had fever, cough, trouble breathing or a sore throat?',
      ),
      pictograms: ['fever', 'cough', 'breath', 'throat'],
      yes: 'see-staff',
      checklist: [
        { id: 'fever', label: bilingual('Sốt từ 37,5 °C', 'Fever of 37.5 °C or more'), verdict: 'not-today' },
        { id: 'cough', label: bilingual('Ho', 'Cough'), verdict: 'see-staff' },
        { id: 'breath', label: bilingual('Khó thở', 'Trouble breathing'), verdict: 'not-today' },
        { id: 'throat', label: bilingual('Đau họng', 'Sore throat'), verdict: 'see-staff' },
      ],
    },
    {
      id: 'contact',
      text: bilingual(
        'Trong 14 ngày qua, bạn có tiếp xúc gần với người mắc bệnh không?',
        'In the last 14 days, have you been close to someone who is ill?',
      ),
      pictograms: ['contact'],
      yes: 'see-staff',
      checklist: [],
    },
  ],
  consent: {
    version: 1,
    text: bilingual(
      'Chúng tôi lưu họ tên và số điện thoại của bạn 21 ngày, câu trả lời sức khoẻ 14 ngày, niêm phong ngay trên máy này.',
      'We keep your name and phone number for 21 days and your health answers for 14 days, sealed on this machine.',
    ),
  },
};

const person = { way: 'citizen-card', maskedName: 'N. T. Hương', tail: null, birthYear: 1986 } as const;

const viewOf = (screen: Screen): KioskView => ({
  screen,
  language: 'vi',
  venue: {
    organisationName: 'Hộ kinh doanh O Hương',
    venueName: 'Quán Bún Bò O Hương',
    entranceName: 'Cửa chính',
    posterUrl: 'https://checkin.example.vn/v/AAAAAAAAAAAAAAAAAAAAAA',
    timeZone: 'Asia/Ho_Chi_Minh',
    closedByWard: false,
  },
  connection: { online: true, waiting: 0, oldestWaitingAt: null, lastSyncAt: 1, standing: 'active' },
  disk: 'ok',
  notices: [],
  clockOffsetMs: 0,
  scanner: 'none',
  mode: 'entrance',
  groups: true,
  presence: null,
  comfort: usualComfort(null),
  look: { theme: 'light', night: null, pixelsPerMm: null },
  calls: 0,
});

function closed(mode: KioskView['mode']): KioskView {
  const { venue, ...view } = viewOf({ name: 'idle' });
  return { ...view, venue: venue && { ...venue, closedByWard: true }, mode, groups: false };
}

const at = Date.UTC(2026, 10, 22, 2, 15);

const result = (screen: Partial<Extract<Screen, { name: 'result' }>>): KioskView =>
  viewOf({
    name: 'result',
    direction: 'in',
    people: 1,
    othersInside: 0,
    canResolve: true,
    advice: null,
    verdict: 'welcome',
    person,
    at,
    already: false,
    ...screen,
  });

const typed = (screen: Partial<Extract<Screen, { name: 'typed' }>>): KioskView =>
  viewOf({
    name: 'typed',
    step: 'phone',
    invalid: false,
    mrz: null,
    withoutContact: true,
    leaving: false,
    ...screen,
  });

const declaration = (screen: Partial<Extract<Screen, { name: 'declaration' }>>): KioskView =>
  viewOf({
    name: 'declaration',
    person,
    questions,
    ask: ['symptoms', 'contact'],
    next: false,
    people: 1,
    turn: null,
    canLeave: false,
    ...screen,
  });

const group = (screen: Partial<Extract<Screen, { name: 'group' }>>): KioskView =>
  viewOf({ name: 'group', members: [], undoSecondsLeft: null, refused: null, repeated: false, ...screen });

const members: GroupMemberView[] = [
  { kind: 'person', person },
  { kind: 'person', person: { way: 'visitor-pass', maskedName: null, tail: '4F2', birthYear: null } },
  { kind: 'child' },
  { kind: 'elder' },
  { kind: 'person', person: { way: 'passport', maskedName: 'A. M. Schwarzenberger', tail: null, birthYear: 1979 } },
];

const LONG_NOTICE = bilingual(
  'Từ ngày 1 tháng 12, khách đến thăm người bệnh xin đeo khẩu trang trong suốt thời gian ở khoa điều trị, và mỗi phòng chỉ đón hai người một lượt.',
  'From 1 December please wear a mask all the time on the wards; each room receives no more than two visitors at a time.',
);

/** One view of every screen, as the core would send it. */
export const KIOSK_VIEWS: Readonly<Record<string, KioskView>> = {
  idle: viewOf({ name: 'idle' }),
  'idle-alone': { ...viewOf({ name: 'idle' }), groups: false, scanner: 'open' },
  'idle-exit': { ...viewOf({ name: 'idle' }), mode: 'exit' },
  'idle-both': {
    ...viewOf({ name: 'idle' }),
    mode: 'both',
    presence: { scope: 'venue', inside: 42, capacity: 60, isFull: false },
    notices: [bilingual('Hôm nay quán mở cửa đến 21 giờ.', 'Open until 9 pm today.'), LONG_NOTICE],
    calls: 2,
  },
  'idle-full': {
    ...viewOf({ name: 'idle' }),
    presence: { scope: 'door', inside: 60, capacity: 60, isFull: true },
  },
  offline: {
    ...viewOf({ name: 'idle' }),
    connection: { online: false, waiting: 12, oldestWaitingAt: at, lastSyncAt: null, standing: 'active' },
    notices: [LONG_NOTICE],
  },
  'idle-closed': closed('entrance'),
  'idle-closed-both': closed('both'),
  'idle-closed-exit': closed('exit'),
  full: viewOf({ name: 'full', scope: 'venue', inside: 60, capacity: 60, people: 1, waiting: false }),
  'full-group': viewOf({ name: 'full', scope: 'door', inside: 59, capacity: 60, people: 3, waiting: true }),
  group: group({}),
  'group-five': group({ members, undoSecondsLeft: 7 }),
  'group-twenty': group({
    members: Array.from({ length: 20 }, (_, index) => members[index % members.length] ?? { kind: 'child' }),
    undoSecondsLeft: 10,
    refused: 'group-full',
  }),
  'group-repeated': group({ members: members.slice(0, 1), repeated: true }),
  declaration: declaration({ next: true }),
  'declaration-group': declaration({ people: 3, canLeave: true }),
  'declaration-turn': declaration({ turn: { at: 2, of: 4 }, ask: ['contact'] }),
  leaving: viewOf({ name: 'leaving', person, since: at }),
  phone: viewOf({ name: 'phone', person, invalid: true }),
  'typed-phone': typed({}),
  'typed-phone-invalid': typed({ invalid: true }),
  'typed-leaving': typed({ leaving: true }),
  'typed-passport': typed({ step: 'passport' }),
  'typed-passport-wrong': typed({ step: 'passport', mrz: 'birth' }),
  'typed-name': typed({ step: 'name', invalid: true }),
  saving: viewOf({ name: 'saving' }),
  welcome: result({}),
  'welcome-group': result({ people: 4 }),
  already: result({ already: true }),
  'see-staff': result({ verdict: 'see-staff' }),
  'not-today': result({
    verdict: 'not-today',
    person: { way: 'visitor-pass', maskedName: null, tail: '4F2', birthYear: null },
  }),
  goodbye: result({ direction: 'out' }),
  'goodbye-others': result({ direction: 'out', othersInside: 3 }),
  refused: viewOf({ name: 'refused', reason: 'own-poster' }),
  'still-there': viewOf({ name: 'still-there', secondsLeft: 14 }),
  'storage-failed': viewOf({ name: 'storage-failed', certain: true }),
  'storage-unknown': viewOf({ name: 'storage-failed', certain: false }),
  'out-of-order': viewOf({ name: 'out-of-order' }),
  'out-of-order-disk-full': { ...viewOf({ name: 'out-of-order' }), disk: 'full' },
  'disk-low': { ...viewOf({ name: 'idle' }), disk: 'low' },
  'disk-scarce': { ...viewOf({ name: 'idle' }), disk: 'scarce', calls: 2 },
  'disk-full': { ...viewOf({ name: 'idle' }), disk: 'full' },
  unpaired: {
    ...viewOf({ name: 'unpaired', serverUrl: 'http://127.0.0.1:8080', pairing: 'code-expired' }),
    venue: null,
  },
};

export function viewNamed(name: string): KioskView {
  const view = KIOSK_VIEWS[name];
  if (!view) throw new Error(`no view named ${name}`);
  return view;
}
