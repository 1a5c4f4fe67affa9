import { describe, expect, it } from 'vitest';
import { composeTelex, composeVni } from './compose-word.ts';
import { listTelexKeys, listVniKeys } from './key-sequences.fixture.ts';
import { FOREIGN_NAMES, FULL_NAMES, LISTED_WORDS, WORDS } from './vietnamese-names.fixture.ts';

const NAME_WORDS = [...new Set(FULL_NAMES.flatMap((name) => name.split(' ')))];
const VIETNAMESE = [...NAME_WORDS, ...WORDS];

/** Keys that do not come to the word they are meant for. */
function findWrong(
  words: readonly string[],
  list: (word: string) => string[],
  compose: (keys: string) => string,
): string[] {
  return words.flatMap((word) =>
    list(word).flatMap((keys) => (compose(keys) === word ? [] : [`${keys}: ${compose(keys)}, not ${word}`])),
  );
}
const finishTelex = (keys: string): string => composeTelex(keys, { finished: true });
const finishVni = (keys: string): string => composeVni(keys, { finished: true });

describe('real names and words, in every order people type', () => {
  it('are enough, and written as the keyboard writes', () => {
    expect(FULL_NAMES.length).toBeGreaterThan(150);
    expect(new Set(VIETNAMESE).size).toBeGreaterThan(600);
    expect(VIETNAMESE.filter((word) => word !== word.normalize('NFC'))).toEqual([]);
  });
  it('Telex', () => {
    expect(findWrong(VIETNAMESE, listTelexKeys, finishTelex)).toEqual([]);
  });
  it('VNI', () => {
    expect(findWrong(VIETNAMESE, listVniKeys, finishVni)).toEqual([]);
  });
  it('while the word is still open as well', () => {
    expect(findWrong(VIETNAMESE, listTelexKeys, (keys) => composeTelex(keys))).toEqual([]);
  });
  it('with Caps Lock', () => {
    const shouted = VIETNAMESE.map((word) => word.toUpperCase());
    expect(findWrong(shouted, (word) => listTelexKeys(word).map((keys) => keys.toUpperCase()), finishTelex)).toEqual(
      [],
    );
    expect(findWrong(shouted, listVniKeys, finishVni)).toEqual([]);
  });
  it("names of the country's other languages, marks at once", () => {
    expect(findWrong(LISTED_WORDS, (word) => listTelexKeys(word).slice(0, 1), finishTelex)).toEqual([]);
    expect(findWrong(LISTED_WORDS, (word) => listVniKeys(word).slice(0, 1), finishVni)).toEqual([]);
  });
  it('foreign names keep their keys', () => {
    expect(findWrong(FOREIGN_NAMES, (word) => [word, word.toUpperCase()].slice(0, 1), finishTelex)).toEqual([]);
    expect(findWrong(FOREIGN_NAMES, (word) => [word], finishVni)).toEqual([]);
  });
});

const telex: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'tones find their vowel': {
    hoaf: 'hòa',
    thuys: 'thúy',
    hoafn: 'hoàn',
    hofan: 'hoàn',
    thuyr: 'thủy',
    thuyeefn: 'thuyền',
    nguyeenx: 'nguyễn',
    nguyenex: 'nguyễn',
    nguyexne: 'nguyễn',
    khuyar: 'khuỷa',
    muaf: 'mùa',
    tieesng: 'tiếng',
  },
  'qu and gi': {
    quas: 'quá',
    quys: 'quý',
    quyeets: 'quyết',
    quoocs: 'quốc',
    quowr: 'quở',
    quawts: 'quắt',
    quynhf: 'quỳnh',
    gif: 'gì',
    giaf: 'già',
    giuwax: 'giữa',
    gieengs: 'giếng',
    ginf: 'gìn',
    giowis: 'giới',
    gieets: 'giết',
    Gioongs: 'Giống',
  },
  'horns: ươ by one w or two, anywhere; ươ and thuở': {
    uow: 'ươ',
    uwow: 'ươ',
    uowng: 'ương',
    thuow: 'thuơ',
    thuowr: 'thuở',
    thuowng: 'thương',
    thuwong: 'thương',
    thuwowng: 'thương',
    thuongw: 'thương',
    huow: 'huơ',
    huowng: 'hương',
    nguoiwf: 'người',
    nguwowif: 'người',
    dduwowcj: 'được',
    duocwdj: 'được',
    ruouwj: 'rượu',
    huwowu: 'hươu',
    luuw: 'lưu',
    huuxw: 'hữu',
    muaw: 'mưa',
    hoawcj: 'hoặc',
    hoacwj: 'hoặc',
    w: 'ư',
    tw: 'tư',
    thwj: 'thự',
    '[': 'ơ',
    'ng]]i': 'ng]i',
    't[f': 'tờ',
    'm]a': 'mưa',
    T: 'T',
    M: 'M',
    'M}A': 'MƯA',
  },
  'one mark replaces another': {
    awa: 'â',
    aaw: 'ă',
    oow: 'ơ',
    owo: 'ô',
    muoonw: 'mươn',
    muwowno: 'muôn',
    asf: 'à',
    nguyeenxs: 'nguyến',
  },
  'đ, beside and at a distance': {
    dd: 'đ',
    DD: 'Đ',
    Dd: 'Đ',
    dD: 'đ',
    dand: 'đan',
    Dangdwj: 'Đặng',
    ddi: 'đi',
    did: 'đi',
    ddd: 'dd',
    dandd: 'dand',
  },
  'the key again undoes, and is itself': {
    aaa: 'aa',
    eee: 'ee',
    ooo: 'oo',
    aww: 'aw',
    oww: 'ow',
    uww: 'uw',
    ww: 'w',
    uoww: 'uow',
    thww: 'thw',
    ass: 'as',
    aff: 'af',
    axx: 'ax',
    ajj: 'aj',
    arr: 'ar',
    aaaa: 'aaa',
    asss: 'ass',
    tieengss: 'tiêngs',
    nguyeenxx: 'nguyênx',
    tuaansa: 'tuána',
    xooong: 'xoong',
    sooocs: 'soóc',
    aaas: 'aas',
    maxx: 'max',
    Maxxwell: 'Maxwell',
    Lanaa: 'Lana',
    Leee: 'Lee',
    Laurra: 'Laura',
    Harrrison: 'Harrison',
    Rosss: 'Ross',
  },
  'z takes the tone off': { asz: 'a', hoafz: 'hoa', nguyeenxz: 'nguyên', az: 'az', z: 'z', asfz: 'a', aszs: 'á' },
  'capitals stay': {
    NGUYEENX: 'NGUYỄN',
    Nguyeenx: 'Nguyễn',
    NguyeenX: 'Nguyễn',
    DDAWNGJ: 'ĐẶNG',
    AAs: 'Ấ',
    Aas: 'Ấ',
    W: 'Ư',
    UOW: 'ƯƠ',
    Uow: 'Ươ',
    THUOWNG: 'THƯƠNG',
  },
  'tones that cannot be spoken are letters': {
    hocf: 'hocf',
    tichx: 'tichx',
    hocs: 'hóc',
    tichj: 'tịch',
    caapr: 'caapr',
  },
};

describe('Telex by hand', () => {
  describe.each(Object.entries(telex))('%s', (_what, cases) => {
    it.each(Object.entries(cases))('%s: %s', (keys, word) => {
      expect(composeTelex(keys)).toBe(word);
    });
  });
});

describe('VNI by hand', () => {
  it.each([
    ['nguye6n4', 'nguyễn'],
    ['Nguyen64', 'Nguyễn'],
    ['Nguyen46', 'Nguyễn'],
    ['d9uo7c5', 'được'],
    ['duoc975', 'được'],
    ['D9a8ng5', 'Đặng'],
    ['D9', 'Đ'],
    ['dan9', 'đan'],
    ['uo7', 'ươ'],
    ['u7o7', 'ươ'],
    ['thuo73', 'thuở'],
    ['thu7o7ng', 'thương'],
    ['quo71', 'quớ'],
    ['luu7', 'lưu'],
    ['hoa8c5', 'hoặc'],
    ['tua6n1', 'tuấn'],
    ['hoa2', 'hòa'],
    ['thuy1', 'thúy'],
    ['quy1', 'quý'],
    ['gi2', 'gì'],
    ['a11', 'a1'],
    ['a66', 'a6'],
    ['u77', 'u7'],
    ['d99', 'd9'],
    ['a20', 'a'],
    ['a0', 'a0'],
    ['7', '7'],
    ['a68', 'ă'],
    ['a86', 'â'],
    ['Alex1', 'Alex1'],
    ['NGUYE6N4', 'NGUYỄN'],
  ])('%s: %s', (keys, word) => {
    expect(composeVni(keys)).toBe(word);
  });

  it('leaves the letters of Telex alone', () => {
    expect(composeVni('Max')).toBe('Max');
    expect(composeVni('aaa')).toBe('aaa');
    expect(composeVni('daddw')).toBe('daddw');
  });
});

describe('a word that is left', () => {
  it.each([
    ['Susan', 'Suán', 'Susan'],
    ['Dean', 'Dean', 'Dean'],
    ['Quas', 'Quá', 'Quá'],
    ['Dd', 'Đ', 'Đ'],
    ['tuaa', 'tuâ', 'tuaa'],
    ['Lanaa', 'Lana', 'Lana'],
  ])('%s is shown as %s and becomes %s', (keys, open, finished) => {
    expect(composeTelex(keys)).toBe(open);
    expect(composeTelex(keys, { finished: true })).toBe(finished);
  });

  it('writes the tone on the second vowel in the new spelling', () => {
    const write = (keys: string): string => composeTelex(keys, { placement: 'new', finished: true });
    expect(['hoaf', 'thuys', 'xoef', 'quys', 'muaf', 'hoafn', 'ngoaif'].map(write)).toEqual(
      'hoà thuý xoè quý mùa hoàn ngoài'.split(' '),
    );
  });
});
