import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  logMarkSchema,
  presenceSchema,
  verdictChoiceSchema,
  visitQuerySchema,
} from '#shared/contract/portal-visits.ts';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { countFilters, exportAddress, type LogChoice, readLogAddress, writeLogAddress } from './log-address.ts';

const TODAY = '2026-11-22';
const some = <T>(options: readonly T[]) =>
  fc.option(fc.uniqueArray(fc.constantFrom(...options), { minLength: 1 }), { nil: undefined });

const choices = fc
  .record({
    days: fc.tuple(fc.constantFrom('2026-11-22', '2026-11-01'), fc.constantFrom('2026-11-22', '2026-11-20')),
    entranceId: fc.option(fc.uuid({ version: 4 }), { nil: undefined }),
    presence: fc.option(fc.constantFrom(...presenceSchema.options), { nil: undefined }),
    verdicts: some(verdictChoiceSchema.options),
    ways: some(waySchema.options),
    assurances: some(assuranceSchema.options),
    marks: some(logMarkSchema.options),
  })
  .map(({ days, ...filter }) => {
    const [from = TODAY, to = TODAY] = days.toSorted();
    const given = Object.entries(filter).filter(([, value]) => value !== undefined);
    return { from, to, ...Object.fromEntries(given) } as LogChoice;
  });

describe('the address of the log', () => {
  it('brings every filter back', () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const search = new URLSearchParams(writeLogAddress(choice, TODAY));
        expect(readLogAddress(search, TODAY)).toEqual(choice);
        const handedOn = Object.fromEntries(new URLSearchParams(exportAddress(choice).split('?')[1]));
        expect(visitQuerySchema.parse(handedOn)).toEqual(choice);
      }),
    );
  });

  it('leaves out what is none, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('from', 'to', 'ways', 'marks', 'entranceId'), fc.string()), (typed) => {
        const choice = readLogAddress(new URLSearchParams(typed), TODAY);
        expect(choice.from <= choice.to && choice.to <= TODAY).toBe(true);
      }),
    );
    expect(readLogAddress(new URLSearchParams('from=2027-01-01&ways=typed,flying&presence=x'), TODAY)).toEqual({
      from: TODAY,
      to: TODAY,
      ways: ['typed'],
    });
    expect(writeLogAddress({ from: TODAY, to: TODAY }, TODAY)).toEqual({});
    expect(countFilters({ from: TODAY, to: TODAY, ways: ['typed', 'poster'], presence: 'inside' })).toBe(2);
  });
});
