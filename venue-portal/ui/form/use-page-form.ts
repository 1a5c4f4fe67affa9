import { zodResolver } from '@hookform/resolvers/zod';
import { type DefaultValues, type FieldValues, type Path, type UseFormReturn, useForm } from 'react-hook-form';
import type { ZodType } from 'zod';
import { ProblemError } from '../../api/problem-error.ts';
import { type FieldMessages, type FieldProblem, listFieldProblems, listServerProblems } from './field-problems.ts';

export interface PageForm<I extends FieldValues, O> {
  readonly form: UseFormReturn<I, unknown, O>;
  /** In the order of the page; empty while all is well. */
  readonly problems: readonly FieldProblem[];
  /** Rises with each attempt; the error summary takes the focus anew. */
  readonly attempt: number;
  /** Props of an input that is registered under a path: id, value, and the same words as in the summary. */
  readonly field: (path: Path<I>) => FieldBinding<I>;
}

type FieldBinding<I extends FieldValues> = ReturnType<UseFormReturn<I>['register']> & {
  readonly id: string;
  readonly error: string | undefined;
};

/**
 * A form by the GOV.UK rules: nothing is marked wrong before it is sent; then a summary links to each input and the same
 * words stand beside it, until it is sent again.
 * @param failure the last answer of the server; what it says of inputs is shown like the form's own findings.
 */
export function usePageForm<I extends FieldValues, O extends FieldValues>(options: {
  readonly schema: ZodType<O, I>;
  readonly defaultValues: DefaultValues<I>;
  readonly messages: FieldMessages;
  readonly failure?: Error | null;
}): PageForm<I, O> {
  const { schema, defaultValues, messages, failure } = options;
  const form = useForm<I, unknown, O>({
    resolver: zodResolver(schema),
    defaultValues,
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
    shouldFocusError: false,
  });
  const { errors, submitCount } = form.formState;
  const found = listFieldProblems(errors, form.getValues(), messages);
  const told = failure instanceof ProblemError ? listServerProblems(failure.fields, messages) : [];
  const problems = found.length > 0 ? found : told;
  const field = (path: Path<I>): FieldBinding<I> => ({
    ...form.register(path),
    id: inputId(path),
    error: problems.find((problem) => problem.path === path)?.message,
  });
  return { form, problems, attempt: submitCount, field };
}

export const inputId = (path: string): string => `input-${path.replaceAll('.', '-')}`;
