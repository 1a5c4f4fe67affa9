import { CSRF_HEADER } from '#shared/contract/portal-api.ts';
import { problemSchema } from '#shared/contract/problem.ts';
import { apiPath } from './client.ts';
import { ProblemError } from './problem-error.ts';
import { askStepUp } from './step-up.ts';

/**
 * Asks for a file that must not have an address of its own, and hands it to the browser to keep. Proves anew who asks where
 * the server wants that. @throws ProblemError
 */
export async function downloadByPost(path: string, body: unknown): Promise<void> {
  let response = await send(path, body);
  if (!response.ok) {
    const problem = await readProblem(response);
    if (problem.code !== 'step-up-required' || !(await askStepUp())) throw problem;
    response = await send(path, body);
    if (!response.ok) throw await readProblem(response);
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = fileNameIn(response.headers.get('content-disposition') ?? '');
  link.click();
  URL.revokeObjectURL(link.href);
}

const send = (path: string, body: unknown): Promise<Response> =>
  fetch(apiPath(path), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new ProblemError('offline');
  });

async function readProblem(response: Response): Promise<ProblemError> {
  const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
  return problem.success ? ProblemError.fromProblem(problem.data) : new ProblemError('unreadable');
}

/** RFC 6266: the extended name where there is one. */
function fileNameIn(disposition: string): string {
  const [, extended] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? [];
  if (extended !== undefined) return decodeURIComponent(extended);
  return /filename="([^"]+)"/i.exec(disposition)?.[1] ?? 'download';
}
