import { describe, expect, it } from 'vitest';
import { parseShellOptions } from './options.ts';

describe('command line of the Electron kiosk', () => {
  it('keeps its own options and passes the rest of ours to the core', () => {
    const argv = [
      '--no-sandbox',
      '--data=/d',
      '--server=http://s:1',
      '--pair=ABCD2345',
      '--serial=/dev/x',
      '--serial-baud=115200',
      '--serial-end=cr',
      '--node=/n',
      '--windowed',
    ];
    expect(parseShellOptions(argv, '/default')).toEqual({
      ok: true,
      value: {
        data: '/d',
        node: '/n',
        windowed: true,
        kiosk: false,
        supervised: false,
        coreArgs: [
          '--data=/d',
          '--server=http://s:1',
          '--pair=ABCD2345',
          '--serial=/dev/x',
          '--serial-baud=115200',
          '--serial-end=cr',
        ],
      },
    });
  });

  it('does without any', () => {
    expect(parseShellOptions([], '/default')).toMatchObject({ ok: true, value: { data: '/default', node: null } });
  });

  it.each(['--data', '--data=', '--windowed=yes'])('refuses %s', (argument) => {
    expect(parseShellOptions([argument], '/default')).toMatchObject({ ok: false });
  });
});
