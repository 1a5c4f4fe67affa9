import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditActionsEn } from '#shared/i18n/audit-words.en.ts';
import { auditActionsVi } from '#shared/i18n/audit-words.vi.ts';

/** The words of the type, as they are written: a type is gone when this runs. */
const ACTIONS = [
  ...readFileSync(join(import.meta.dirname, 'record.ts'), 'utf8').matchAll(/^ {2}\| '([a-z-]+)\.([a-z-]+)'/gm),
].map(([, kind = '', act = '']) => ({ kind, act }));

type Catalog = Readonly<Record<string, Readonly<Record<string, string>>>>;

describe('every act in the trail', () => {
  it('is known here', () => expect(ACTIONS.length).toBeGreaterThan(80));

  it.each([
    ['vi', auditActionsVi as Catalog],
    ['en', auditActionsEn as Catalog],
  ])('has a sentence in %s (shared/i18n/audit-words)', (_language, catalog) => {
    expect(ACTIONS.filter(({ kind, act }) => !catalog[kind]?.[act]).map(({ kind, act }) => `${kind}.${act}`)).toEqual(
      [],
    );
  });
});
