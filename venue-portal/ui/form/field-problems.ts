import type { FieldErrors } from 'react-hook-form';

/** Why an input is not accepted, in the words the screens translate. */
export type FieldReason = 'missing' | 'short' | 'long' | 'invalid' | 'order' | 'taken' | 'same' | 'guessable';

/** Path of the input (`owner.email`, a list's position as `*`) -> what to say; `else` for any reason not named. */
export type FieldMessages = Readonly<Record<string, Partial<Record<FieldReason, string>> & { readonly else: string }>>;

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

interface LeafError {
  readonly type: string;
  readonly message?: string;
}

const REASON_OF_ISSUE: Readonly<Record<string, FieldReason>> = { too_small: 'short', too_big: 'long' };

/** Our schemas' own rules name their reason in the issue's message. */
const REASON_OF_RULE: Readonly<Record<string, FieldReason>> = {
  'before-from': 'order',
  required: 'missing',
  'email-taken': 'taken',
  taken: 'taken',
  same: 'same',
  guessable: 'guessable',
};

/**
 * The form's errors as a flat list in the order of `messages`, which is the order of the inputs on the page.
 * @param values what was typed: an empty input is "missing", whatever the schema says of it.
 */
export function listFieldProblems(errors: FieldErrors, values: unknown, messages: FieldMessages): FieldProblem[] {
  const order = Object.keys(messages);
  return flattenErrors(errors)
    .map(([path, error]) => ({ path, message: describe(path, reasonOf(error, valueAt(values, path)), messages) }))
    .toSorted((a, b) => order.indexOf(patternOf(a.path)) - order.indexOf(patternOf(b.path)));
}

/** What the server said of inputs, in the same words as if the form had found it. Unknown inputs are left out. */
export function listServerProblems(fields: Readonly<Record<string, string>>, messages: FieldMessages): FieldProblem[] {
  return Object.entries(fields)
    .filter(([path]) => messages[patternOf(path)])
    .map(([path, rule]) => ({ path, message: describe(path, REASON_OF_RULE[rule] ?? 'invalid', messages) }));
}

function reasonOf(error: LeafError, value: unknown): FieldReason {
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) return 'missing';
  return REASON_OF_ISSUE[error.type] ?? REASON_OF_RULE[error.message ?? ''] ?? 'invalid';
}

function describe(path: string, reason: FieldReason, messages: FieldMessages): string {
  const known = messages[patternOf(path)];
  if (!known) throw new Error(`no words for a problem with ${path}`);
  return known[reason] ?? known.else;
}

const patternOf = (path: string): string => path.replace(/\.\d+(?=\.|$)/g, '.*');

function flattenErrors(node: unknown, path = ''): [string, LeafError][] {
  if (typeof node !== 'object' || node === null) return [];
  if (isLeaf(node)) return [[path, node]];
  return Object.entries(node)
    .filter(([key]) => key !== 'root' && key !== 'ref')
    .flatMap(([key, child]) => flattenErrors(child, path === '' ? key : `${path}.${key}`));
}

/** An input may itself be called `type`; only a leaf's `type` is a text. */
const isLeaf = (node: object): node is LeafError => 'type' in node && typeof node.type === 'string';

function valueAt(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (node, key) => (typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined),
      values,
    );
}
