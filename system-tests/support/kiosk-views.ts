import { usualComfort } from '#kiosk/core/comfort.ts';
import type { Screen } from '#kiosk/core/screen.ts';
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
  },
  connection: { online: true, waiting: 0, oldestWaitingAt: null, lastSyncAt: 1, standing: 'active' },
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

const at = Date.UTC(2026, 10, 22, 2, 15);

/** One view of every screen, as the core would send it. */
export const KIOSK_VIEWS: Readonly<Record<string, KioskView>> = {
  idle: viewOf({ name: 'idle' }),
  offline: {
    ...viewOf({ name: 'idle' }),
    connection: { online: false, waiting: 12, oldestWaitingAt: at, lastSyncAt: null, standing: 'active' },
    notices: [bilingual('Hôm nay quán mở cửa đến 21 giờ.', 'Open until 9 pm today.')],
  },
  declaration: viewOf({
    name: 'declaration',
    person,
    questions,
    ask: ['symptoms', 'contact'],
    next: true,
    people: 1,
    turn: null,
    canLeave: false,
  }),
  phone: viewOf({ name: 'phone', person, invalid: true }),
  'typed-phone': viewOf({
    name: 'typed',
    step: 'phone',
    invalid: false,
    mrz: null,
    withoutContact: true,
    leaving: false,
  }),
  'typed-name': viewOf({ name: 'typed', step: 'name', invalid: true, mrz: null, withoutContact: true, leaving: false }),
  saving: viewOf({ name: 'saving' }),
  welcome: viewOf({
    name: 'result',
    direction: 'in',
    people: 1,
    othersInside: 0,
    canResolve: true,
    verdict: 'welcome',
    person,
    at,
    already: false,
  }),
  already: viewOf({
    name: 'result',
    direction: 'in',
    people: 1,
    othersInside: 0,
    canResolve: true,
    verdict: 'welcome',
    person,
    at,
    already: true,
  }),
  'see-staff': viewOf({
    name: 'result',
    direction: 'in',
    people: 1,
    othersInside: 0,
    canResolve: true,
    verdict: 'see-staff',
    person,
    at,
    already: false,
  }),
  'not-today': viewOf({
    name: 'result',
    direction: 'in',
    people: 1,
    othersInside: 0,
    canResolve: true,
    verdict: 'not-today',
    person: { way: 'visitor-pass', maskedName: null, tail: '4F2', birthYear: null },
    at,
    already: false,
  }),
  refused: viewOf({ name: 'refused', reason: 'own-poster' }),
  'still-there': viewOf({ name: 'still-there', secondsLeft: 14 }),
  'storage-failed': viewOf({ name: 'storage-failed' }),
  'out-of-order': viewOf({ name: 'out-of-order' }),
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
