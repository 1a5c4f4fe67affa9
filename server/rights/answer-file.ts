import type { Reading } from '#shared/contract/portal-audit.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import type { HealthRecord, QuestionSet } from '#shared/domain/declaration.ts';
import { dayOf, type Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { type E164, formatPhone } from '#shared/domain/phone.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import { actionText, actorText } from '#shared/i18n/audit-words.ts';
import { rightsEn } from '#shared/i18n/rights.en.ts';
import { rightsVi } from '#shared/i18n/rights.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { FileAnswer } from '../http/define-route.ts';
import { fileNameOf } from '../http/file-name.ts';
import type { PersonVisit } from './reader.ts';

/** One visit with all that is kept of it, opened. */
export interface AnsweredVisit {
  readonly visit: PersonVisit;
  readonly contact: ContactRecord | null;
  readonly health: HealthRecord | null;
  /** As they were asked. */
  readonly questions: QuestionSet | null;
  readonly corrections: ReadonlyArray<{ readonly at: Instant; readonly fields: readonly string[] }>;
  readonly readings: readonly Reading[];
}

export interface RightsAnswer {
  readonly reference: string;
  readonly organisationName: string;
  readonly answeredAt: Instant;
  readonly visits: readonly AnsweredVisit[];
  readonly timeZone: string;
}

const texts = createTranslators(rightsVi, rightsEn);
export const PDF_TYPE = 'application/pdf';
export const JSON_TYPE = 'application/json';

/** What is kept of a person, on paper for them to read, or for another program (Law 91/2025: a common format). */
export async function createAnswerFile(
  answer: RightsAnswer,
  { format, language }: { readonly format: 'pdf' | 'json'; readonly language: Language },
): Promise<FileAnswer> {
  const fileName = fileNameOf([texts[language]('answer.fileName'), answer.reference], format);
  if (format === 'json') {
    const body = Buffer.from(JSON.stringify(toJson(answer), null, 2));
    return { contentType: JSON_TYPE, fileName, disposition: 'attachment', body };
  }
  // Fonts and PDF cost a quarter of a second of every start.
  const { renderRightsAnswerPdf } = await import('#print/rights-answer/rights-answer.ts');
  const body = await renderRightsAnswerPdf(toDocument(answer, language));
  return { contentType: PDF_TYPE, fileName, disposition: 'attachment', body };
}

function toJson({ reference, organisationName, answeredAt, visits, timeZone }: RightsAnswer): object {
  const at = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());
  return {
    format: 'venue-checkin/rights-answer/v1',
    reference,
    organisation: organisationName,
    answeredAt: at(answeredAt),
    timeZone,
    visits: visits.map(({ visit, contact, health, corrections, readings }) => ({
      venue: visit.venueName,
      entrance: visit.entranceName,
      arrivedAt: at(visit.arrivedAt),
      leftAt: at(visit.leftAt),
      way: visit.way,
      assurance: visit.assurance,
      verdict: visit.verdict,
      consentVersion: visit.consentVersion,
      language: visit.language,
      contact: contact && withoutVersion(contact),
      health: health && withoutVersion(health),
      corrections: corrections.map((correction) => ({ at: at(correction.at), fields: correction.fields })),
      readers: readings.map((reading) => ({
        at: at(reading.at),
        who: reading.actor.name ?? reading.actor.kind,
        what: reading.action,
        shown: reading.level,
      })),
    })),
  };
}

const withoutVersion = <T extends { readonly v: 1 }>({ v: _v, ...rest }: T): Omit<T, 'v'> => rest;

type Lines = Array<readonly [label: string, value: string]>;

function toDocument(answer: RightsAnswer, language: Language) {
  const t = texts[language];
  const { timeZone } = answer;
  const time = (at: Instant) => wallClockText(at, timeZone).slice(0, 16);
  const sections = answer.visits.map(({ visit, contact, health, questions, corrections, readings }) => {
    const lines: Lines = [
      [t('answer.arrived'), time(visit.arrivedAt)],
      [t('answer.left'), visit.leftAt === null ? '–' : time(visit.leftAt)],
      [t('answer.way'), t(`answer.ways.${visit.way}`)],
      ...contactLines(contact, language),
      ...healthLines(visit, health, questions, language),
      ...corrections.map(({ at, fields }): Lines[number] => [
        t('answer.corrected'),
        `${time(at)}: ${fields.map((field) => t(`answer.fields.${field as 'name'}`)).join(', ')}`,
      ]),
      [t('answer.readers'), readings.length === 0 ? t('answer.nobodyRead') : ''],
      ...readings.map((reading): Lines[number] => [
        time(reading.at),
        `${actorText(t, reading.actor)} – ${actionText(t, reading.action)}`,
      ]),
    ];
    return { heading: `${visit.venueName} · ${visit.entranceName}`, lines };
  });
  return {
    title: t('answer.title', { reference: answer.reference }),
    language,
    createdOn: dayOf(answer.answeredAt, timeZone),
    intro: [
      t('answer.intro', { organisation: answer.organisationName, time: time(answer.answeredAt) }),
      t('answer.rights'),
    ],
    sections,
  };
}

function contactLines(contact: ContactRecord | null, language: Language): Lines {
  const t = texts[language];
  if (!contact) return [[t('answer.contact'), t('answer.deleted')]];
  const { name, phone, birthYear, sex, idNumber, passId } = contact;
  const given: Array<readonly [string, string | undefined]> = [
    [t('answer.fields.name'), name],
    [t('answer.fields.phone'), phone && formatPhone(phone as E164)],
    [t('answer.fields.birthYear'), birthYear?.toString()],
    [t('answer.fields.sex'), sex && t(`answer.sexes.${sex}`)],
    [t('answer.fields.idNumber'), idNumber],
    [t('answer.fields.passId'), passId && `····${passId.slice(-3).toUpperCase()}`],
  ];
  return given.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
}

function healthLines(
  { verdict }: PersonVisit,
  health: HealthRecord | null,
  questions: QuestionSet | null,
  language: Language,
): Lines {
  const t = texts[language];
  const judged: Lines = verdict === null ? [] : [[t('answer.verdict'), t(`answer.verdicts.${verdict}`)]];
  if (!health) return [...judged, [t('answer.health'), t('answer.noHealth')]];
  const answers = health.answers.map(({ question, answer, checked }): Lines[number] => {
    const asked = questions?.questions.find(({ id }) => id === question);
    const items = checked.map((item) => asked?.checklist.find(({ id }) => id === item)?.label[language] ?? item);
    return [asked?.text[language] ?? t('answer.question'), [t(`answer.answers.${answer}`), ...items].join(', ')];
  });
  return [...judged, ...answers];
}
