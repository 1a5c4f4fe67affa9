import { zodResolver } from '@hookform/resolvers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type FieldMessages, listFieldProblems, listServerProblems } from './field-problems.ts';

const schema = z.object({
  type: z.enum(['shop', 'office']),
  owner: z.object({ email: z.email().max(20), password: z.string().min(10) }),
  entrances: z.array(z.string().trim().min(1).max(5)).min(1),
});

const messages: FieldMessages = {
  'owner.email': { missing: 'email missing', long: 'email long', taken: 'email taken', else: 'email wrong' },
  'owner.password': { missing: 'password missing', short: 'password short', else: 'password wrong' },
  type: { else: 'choose a type' },
  'entrances.*': { missing: 'entrance missing', else: 'entrance long' },
};

/** As a form finds them: through the resolver that the forms use. */
async function problemsOf(values: unknown) {
  const { errors } = await zodResolver(schema)(values as z.input<typeof schema>, undefined, {
    fields: {},
    shouldUseNativeValidation: false,
  });
  return listFieldProblems(errors, values, messages);
}

describe('listFieldProblems', () => {
  it('says nothing of what is right', async () => {
    const right = { type: 'shop', owner: { email: 'a@b.vn', password: '0123456789' }, entrances: ['A'] };
    expect(await problemsOf(right)).toEqual([]);
  });

  it('follows the order of the page and tells missing from wrong', async () => {
    const empty = { owner: { email: ' ', password: 'short' }, entrances: ['A', ''] };
    expect(await problemsOf(empty)).toEqual([
      { path: 'owner.email', message: 'email missing' },
      { path: 'owner.password', message: 'password short' },
      { path: 'type', message: 'choose a type' },
      { path: 'entrances.1', message: 'entrance missing' },
    ]);
  });

  it('tells too long from malformed', async () => {
    const wrong = (email: string) =>
      problemsOf({ type: 'shop', owner: { email, password: '0123456789' }, entrances: ['A'] });
    expect(await wrong('nobody')).toEqual([{ path: 'owner.email', message: 'email wrong' }]);
    expect(await wrong('somebody.with.a.long.name@example.vn')).toEqual([
      { path: 'owner.email', message: 'email long' },
    ]);
  });
});

describe('listServerProblems', () => {
  it('says what the form would say, and leaves out inputs the page does not have', () => {
    const fields = { 'owner.email': 'taken', 'entrances.0': 'odd', elsewhere: 'invalid' };
    expect(listServerProblems(fields, messages)).toEqual([
      { path: 'owner.email', message: 'email taken' },
      { path: 'entrances.0', message: 'entrance long' },
    ]);
  });
});
