import type { PrintFailure } from './print-backend.ts';

/** What `lpstat -l -p NAME` tells of a queue, in the C locale of CUPS 2. */
export type QueueState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'stopped' }
  /** `job`: the one being printed. `trouble`: what keeps the printer from printing. */
  | {
      readonly kind: 'open';
      readonly job: string | null;
      readonly trouble: Extract<PrintFailure, 'unreachable' | 'paper'> | null;
    };

// The reasons are those of RFC 8011 (5.4.12), the sentences those of the backends of CUPS.
const PAPER = /media-(?:empty|needed|jam)|cover-open|out of paper|paper jam/i;
const AWAY =
  /offline|connecting-to-device|timed-out|may not exist|unavailable|not responding|unable to (?:connect|locate)|waiting for printer/i;

export function readQueueState(answer: string): QueueState {
  const head = /^printer \S+ (.*)$/m.exec(answer)?.[1];
  if (head === undefined) return { kind: 'unknown' };
  if (head.startsWith('disabled')) return { kind: 'stopped' };
  const trouble = PAPER.test(answer) ? 'paper' : AWAY.test(answer) ? 'unreachable' : null;
  return { kind: 'open', job: /^now printing (\S+?)\.?\s/.exec(head)?.[1] ?? null, trouble };
}

/** `system default destination: NAME`, `system default destination: NAME/instance`. */
export const readDefaultPrinter = (answer: string): string | null =>
  /^system default destination: (\S+)/m.exec(answer)?.[1] ?? null;

/** `request id is NAME-12 (0 file(s))`. */
export const readJobId = (answer: string): string | null => /request id is (\S+-\d+)\b/.exec(answer)?.[1] ?? null;

export function readRefusal(answer: string): PrintFailure {
  if (/does not exist|No default destination|unknown destination/i.test(answer)) return 'no-printer';
  return /not accepting/i.test(answer) ? 'busy' : 'failed';
}

/** The jobs of `lpstat -o`, one a line, their ids first. */
export const hasJob = (answer: string, job: string): boolean =>
  answer.split('\n').some((line) => line.split(/\s/, 1)[0] === job);
