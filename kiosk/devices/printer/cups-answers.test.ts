import { describe, expect, it } from 'vitest';
import { hasJob, readDefaultPrinter, readJobId, readQueueState, readRefusal } from './cups-answers.ts';

const details = (alerts = 'none'): string =>
  `\tForm mounted:\n\tContent types: any\n\tAlerts: ${alerts}\n\tLocation: \n`;

describe('what CUPS 2.4 says', () => {
  it('of a queue', () => {
    const open = { kind: 'open', job: null, trouble: null };
    expect(readQueueState(`printer slips is idle.  enabled since Sun Nov 22 05:00:04 2026\n${details()}`)).toEqual(
      open,
    );
    expect(
      readQueueState(`printer slips now printing slips-12.  enabled since Sun Nov 22 05:00:29 2026\n${details()}`),
    ).toEqual({ ...open, job: 'slips-12' });
    expect(
      readQueueState(
        `printer slips now printing slips-2.  enabled since Sun Nov 22 05:00:32 2026\n\tThe printer may not exist or is unavailable at this time.\n${details()}`,
      ),
    ).toEqual({ kind: 'open', job: 'slips-2', trouble: 'unreachable' });
    expect(
      readQueueState(`printer slips is idle.  enabled since Sun Nov 22 05:00:04 2026\n${details('media-empty-error')}`),
    ).toEqual({ ...open, trouble: 'paper' });
    expect(
      readQueueState(`printer slips disabled since Sun Nov 22 05:00:28 2026 -\n\treason unknown\n${details()}`),
    ).toEqual({ kind: 'stopped' });
    expect(readQueueState('')).toEqual({ kind: 'unknown' });
  });

  it('of the default printer', () => {
    expect(readDefaultPrinter('system default destination: slips\n')).toBe('slips');
    expect(readDefaultPrinter('no system default destination\n')).toBeNull();
  });

  it('of a job', () => {
    expect(readJobId('request id is my-slips-12 (0 file(s))\n')).toBe('my-slips-12');
    expect(readJobId('')).toBeNull();
    const jobs = 'slips-1                  root             21504   Sun Nov 22 05:00:29 2026\n';
    expect([hasJob(jobs, 'slips-1'), hasJob(jobs, 'slips-11'), hasJob('', 'slips-1')]).toEqual([true, false, false]);
  });

  it('when it refuses', () => {
    expect(readRefusal('lp: Error - The printer or class does not exist.')).toBe('no-printer');
    expect(readRefusal('lp: Error - No default destination.')).toBe('no-printer');
    expect(readRefusal('lp: Destination "slips" is not accepting jobs.')).toBe('busy');
    expect(readRefusal('lp: Unsupported document-format "x".')).toBe('failed');
  });
});
