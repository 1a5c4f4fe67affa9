import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { PaperKiosk } from './testing/paper-kiosk.ts';
import { DOUBTFUL, HUONG, passText } from './testing/sample-codes.ts';

const CODE = 'AbCdEfGhIjKlMnOpQrSt-_';
const settings = makeSettings({
  entranceCode: CODE as never,
  posterUrl: `https://checkin.example.vn/v/${CODE}`,
  posters: [
    { code: 'BackDoorBackDoorBackDo' as never, entranceName: 'Cổng sau', state: 'current' },
    { code: 'OldPosterOldPosterOldP' as never, entranceName: 'Cổng chính', state: 'retired' },
  ],
  askPhoneAfterCode: false,
});
const kiosk = (changes: Parameters<typeof makeSettings>[0] = {}): PaperKiosk =>
  new PaperKiosk({ ...settings, ...changes }, DEFAULT_QUESTION_SET);
const lastDraft = (paper: PaperKiosk) => paper.records.at(-1)?.drafts[0];

describe('a code that is not taken', () => {
  it.each([
    ['own-poster', `https://checkin.example.vn/v/${CODE}`],
    ['own-poster', 'https://checkin.example.vn/v/BackDoorBackDoorBackDo'],
    ['replaced-poster', 'https://checkin.example.vn/v/OldPosterOldPosterOldP'],
    ['foreign-system-poster', `https://other.example.vn/v/${CODE}`],
    ['foreign-system-poster', 'https://other.example.vn/v/OldPosterOldPosterOldP'],
    ['foreign-poster', 'https://checkin.example.vn/v/AAAAAAAAAAAAAAAAAAAAAA'],
    ['unknown-web-address', 'https://example.com/'],
    ['unknown-wifi', 'WIFI:T:WPA;S:Quan;P:12345678;;'],
    ['unknown-payment', '00020101021138540010A00000072701240006970436011010123456780208QRIBFTTA53037045802VN6304ABCD'],
    ['unknown-contact-card', 'MECARD:N:Nguyen An;;'],
    ['unknown-text', 'Xin chào'],
    ['unknown-text', '8934588012112'],
    ['garbled', '046185001234|191234567|Nguyễn Th'],
    ['pairing-code', 'VCPAIR1 https://checkin.example.vn AB3D5FG7'],
  ] as const)('gets its own sentence: %s', (reason, text) => {
    const paper = kiosk().scan(text);
    expect(paper.screen).toEqual({ name: 'refused', reason });
    expect(paper.signals).toEqual(['try-again']);
    expect(paper.wait(3_999).screen.name).toBe('refused');
    expect(paper.wait(1).screen.name).toBe('idle');
  });

  it('held before the camera keeps its sentence without beeping again', () => {
    const paper = kiosk().scan('Xin chào', { source: 'camera' }).wait(3_000).scan('Xin chào', { source: 'camera' });
    expect(paper.wait(3_000).screen.name).toBe('refused');
    expect(paper.signals).toEqual(['try-again']);
  });

  it('changes nothing while somebody declares', () => {
    const paper = kiosk().scan(HUONG).scan('Xin chào');
    expect(paper.screen.name).toBe('declaration');
    expect(paper.signals).toEqual(['seen']);
  });
});

describe('a card whose own digits contradict each other', () => {
  it('asks to scan again; the same mismatch twice goes on, flagged', () => {
    const paper = kiosk().scan(DOUBTFUL);
    expect(paper.screen).toEqual({ name: 'refused', reason: 'cross-check' });
    expect(paper.wait(1_500).scan(DOUBTFUL).screen.name).toBe('declaration');
    expect(lastDraft(paper.answerAll('no'))?.flags).toContain('cross-check-mismatch');
  });

  it('asks again when the second read differs, or comes much later', () => {
    const other = DOUBTFUL.replace('1985', '1986');
    expect(kiosk().scan(DOUBTFUL).wait(1_500).scan(other).screen).toMatchObject({ reason: 'cross-check' });
    expect(kiosk().scan(DOUBTFUL).wait(60_000).scan(DOUBTFUL).screen).toMatchObject({ reason: 'cross-check' });
  });

  it('is not confirmed by the camera looking at it a moment longer', () => {
    const paper = kiosk().scan(DOUBTFUL, { source: 'camera' }).wait(200).scan(DOUBTFUL, { source: 'camera' });
    expect(paper.screen).toMatchObject({ name: 'refused', reason: 'cross-check' });
  });
});

describe('a visitor pass', () => {
  it('that is genuine shows its last characters and needs no phone', () => {
    const paper = kiosk({ askPhoneAfterCode: true }).scan(passText(), { pass: 'genuine' });
    expect(paper.screen).toMatchObject({ name: 'declaration', person: { maskedName: null, tail: '4F2' } });
    paper.answerAll('no');
    expect(lastDraft(paper)).toMatchObject({ flags: [], visitor: { assurance: 'signed' } });
    expect(lastDraft(paper)?.contact).toEqual({ v: 1, passId: '000102030405060708090a0b0c0d04f2' });
  });

  it('that is expired is refused by the day in Viet Nam', () => {
    const lastDay = passText(undefined, '2026-11-15', 7);
    expect(kiosk().scan(lastDay, { pass: 'genuine' }).screen.name).toBe('declaration');
    const paper = kiosk().wait(15 * 3_600_000);
    expect(paper.scan(lastDay, { pass: 'genuine' }).screen).toEqual({ name: 'refused', reason: 'pass-expired' });
  });

  it('that looks expired to a clock without evidence goes on, flagged', () => {
    const paper = kiosk();
    paper.clockTrusted = false;
    paper.scan(passText(undefined, '2026-11-01', 7), { pass: 'genuine' }).answerAll('no');
    expect(lastDraft(paper)?.flags).toEqual(['pass-unverified']);
  });

  it('that is not genuine is refused', () => {
    expect(kiosk().scan(passText(), { pass: 'not-genuine' }).screen).toMatchObject({ reason: 'pass-not-genuine' });
  });

  it('signed by a key unknown here is refused online, and goes on flagged offline', () => {
    expect(kiosk().scan(passText(), { pass: 'unknown-key' }).screen).toMatchObject({ reason: 'pass-not-genuine' });
    const paper = kiosk();
    paper.online = false;
    paper.scan(passText(), { pass: 'unknown-key' }).answerAll('no');
    expect(lastDraft(paper)).toMatchObject({ flags: ['pass-unverified'], visitor: { assurance: 'opaque' } });
  });
});
