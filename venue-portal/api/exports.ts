import { useMutation } from '@tanstack/react-query';
import { type ExportRequest, exportJobSchema } from '#shared/contract/portal-exports.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { postJson } from './client.ts';

export function useOrderExport(id: VenueId) {
  return useMutation({
    mutationFn: (request: ExportRequest) => postJson(exportJobSchema, `/venues/${id}/exports`, request),
  });
}
