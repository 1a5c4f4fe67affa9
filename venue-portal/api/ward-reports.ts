import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type citySubmissionInputSchema,
  type reportCallInputSchema,
  reportListSchema,
  reportSchema,
  type reportSubmissionInputSchema,
} from '#shared/contract/portal-ward-reports.ts';
import type { Language } from '#shared/domain/language.ts';
import { apiPath, getJson, postJson } from './client.ts';

const REPORTS = ['ward', 'reports'] as const;

export const useReports = () =>
  useQuery({
    queryKey: REPORTS,
    queryFn: ({ signal }) => getJson(reportListSchema, '/ward/reports', {}, signal),
  });

export const useReport = (call: string) =>
  useQuery({
    queryKey: [...REPORTS, call],
    queryFn: ({ signal }) => getJson(reportSchema, '/ward/report', { call }, signal),
  });

export function useCallReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: z.infer<typeof reportCallInputSchema>) => postJson(reportListSchema, '/ward/reports', asked),
    onSuccess: (reports) => client.setQueryData(REPORTS, reports),
  });
}

export function useSubmitReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (submission: z.input<typeof reportSubmissionInputSchema>) =>
      postJson(reportSchema, '/ward/report-submissions', submission),
    onSuccess: () => client.invalidateQueries({ queryKey: REPORTS }),
  });
}

export function useSubmitCityReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (submission: z.input<typeof citySubmissionInputSchema>) =>
      postJson(reportSchema, '/ward/report-city-submissions', submission),
    onSuccess: () => client.invalidateQueries({ queryKey: REPORTS }),
  });
}

/** @param submission a city's, as it was submitted. */
export const reportFilePath = (call: string, format: 'pdf' | 'xlsx', language: Language, submission?: string): string =>
  apiPath(`/ward/report.${format}`, { call, language, submission });
