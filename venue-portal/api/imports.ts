import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  currentImportSchema,
  importAnswerSchema,
  importSchema,
  type VenueImport,
} from '#shared/contract/portal-imports.ts';
import type { Language } from '#shared/domain/language.ts';
import { apiPath, deleteResource, getJson, postJson } from './client.ts';
import { queryKeys } from './query-keys.ts';

const CURRENT = ['imports', 'current'];

/** The file of this person that waits; null: none. */
export function useCurrentImport() {
  return useQuery({
    queryKey: CURRENT,
    queryFn: async ({ signal }) => (await getJson(currentImportSchema, '/imports/current', {}, signal)).import,
  });
}

/** Looks at a file. Refusals are answers. */
export function useCheckFile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => postJson(importAnswerSchema, '/imports', { content: await toBase64(file) }),
    onSuccess: (answer) => {
      if (answer.kind === 'checked') client.setQueryData(CURRENT, answer.import);
    },
  });
}

function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''),
    );
    reader.addEventListener('error', () => reject(new Error('the file cannot be read')));
    reader.readAsDataURL(file);
  });
}

export function useForgetImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => deleteResource(`/imports/${id}`),
    onSettled: () => client.setQueryData(CURRENT, null),
  });
}

/**
 * Lets a file in, piece by piece, until it is through or `signal` says stop; what is in stays in, and the same call goes on
 * from there.
 * @throws ProblemError
 */
export function useLetIn() {
  const client = useQueryClient();
  return useMutation({
    async mutationFn({ id, signal }: { readonly id: string; readonly signal: AbortSignal }): Promise<void> {
      for (;;) {
        const step: VenueImport = await postJson(importSchema, `/imports/${id}/steps`);
        client.setQueryData(CURRENT, step);
        if (step.finishedAt !== null || signal.aborted) return;
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.venues }),
  });
}

export type FileFormat = 'xlsx' | 'csv';

export const templateLink = (format: FileFormat, language: Language): string =>
  apiPath('/import-template', { format, language });

export const resultLink = (id: string, format: FileFormat, language: Language): string =>
  apiPath(`/imports/${id}/result`, { format, language });
