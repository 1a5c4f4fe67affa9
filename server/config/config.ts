import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CalendarDay, calendarDaySchema, DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { isPublicHttpsUrl } from '#shared/domain/public-url.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

export interface Config {
  /** Absolute. Holds everything the server keeps. */
  readonly dataDir: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Where phones and kiosks reach this server, `https://host[:port]`; null: only where it listens. */
  readonly publicUrl: string | null;
  readonly demo: boolean;
  readonly timeZone: string;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Multiplies every rate limit; for load tests. */
  readonly rateFactor: number;
  /** How letters are sent; null: none are. */
  readonly mail: MailConfig | null;
  /** Days off beyond those known by law, as bridged or moved ones. */
  readonly holidays: ReadonlySet<CalendarDay>;
  /** Webhooks may go to addresses of the own network and without https; for organisations that run their receiver beside. */
  readonly webhooksToPrivate: boolean;
}

export interface MailConfig {
  /** `smtp://host[:port]` (STARTTLS) or `smtps://user:password@host[:port]`. */
  readonly smtpUrl: string;
  /** Sender's address. */
  readonly from: string;
}

export const DEFAULT_CONFIG: Config = {
  dataDir: resolve('data'),
  host: '127.0.0.1',
  port: 8080,
  publicUrl: null,
  demo: false,
  timeZone: DEFAULT_TIME_ZONE,
  logLevel: 'info',
  rateFactor: 1,
  mail: null,
  holidays: new Set(),
  webhooksToPrivate: false,
};

/** Option -> the environment variable that means the same. An option wins. */
const OPTIONS = {
  data: 'VENUE_DATA',
  host: 'VENUE_HOST',
  port: 'VENUE_PORT',
  'public-url': 'VENUE_PUBLIC_URL',
  'log-level': 'VENUE_LOG_LEVEL',
  'time-zone': 'VENUE_TIME_ZONE',
  'rate-factor': 'VENUE_RATE_FACTOR',
} as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Pure: command line and environment in, settings or one clear sentence out. */
export function parseConfig(argv: readonly string[], environment: Environment): Result<Config, string> {
  const given = readOptions(argv, environment);
  if (!given.ok) return given;
  const { values, demo } = given.value;
  const port = Number(values.port ?? DEFAULT_CONFIG.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return err(`The port must be a number from 0 to 65535, not "${values.port}".`);
  }
  const publicUrl = values['public-url'] === undefined ? ok(null) : parsePublicUrl(values['public-url']);
  if (!publicUrl.ok) return publicUrl;
  if (demo && publicUrl.value !== null && isPublicHttpsUrl(publicUrl.value)) {
    return err(
      'Demo data is for trying out: it is refused together with a public address. Leave out --demo or --public-url.',
    );
  }
  const logLevel = LOG_LEVELS.find((level) => level === (values['log-level'] ?? DEFAULT_CONFIG.logLevel));
  if (!logLevel) return err(`The log level must be one of ${LOG_LEVELS.join(', ')}.`);
  const timeZone = values['time-zone'] ?? DEFAULT_CONFIG.timeZone;
  if (!isTimeZone(timeZone)) return err(`"${timeZone}" is no time zone; one is called like Asia/Ho_Chi_Minh.`);
  const rateFactor = Number(values['rate-factor'] ?? 1);
  if (!(rateFactor > 0)) return err('The rate factor must be a number above 0.');
  const mail = parseMail(environment);
  if (!mail.ok) return mail;
  const holidays = parseHolidays(environment);
  if (!holidays.ok) return holidays;
  return ok({
    mail: mail.value,
    holidays: holidays.value,
    webhooksToPrivate: environment['VENUE_WEBHOOKS_TO_PRIVATE'] === '1',
    dataDir: resolve(values.data ?? DEFAULT_CONFIG.dataDir),
    host: values.host ?? DEFAULT_CONFIG.host,
    port,
    publicUrl: publicUrl.value,
    demo,
    timeZone,
    logLevel,
    rateFactor,
  });
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;

interface Given {
  readonly values: { readonly [K in keyof typeof OPTIONS]?: string };
  readonly demo: boolean;
}

function readOptions(argv: readonly string[], environment: Environment): Result<Given, string> {
  const text = { type: 'string' } as const;
  const names = Object.keys(OPTIONS) as Array<keyof typeof OPTIONS>;
  try {
    const { values } = parseArgs({
      args: [...argv],
      strict: true,
      options: { ...Object.fromEntries(names.map((name) => [name, text])), demo: { type: 'boolean' } },
    });
    const fromEnvironment = names.flatMap((name) => {
      const value = environment[OPTIONS[name]];
      return value === undefined || value === '' ? [] : [[name, value] as const];
    });
    return ok({
      values: { ...Object.fromEntries(fromEnvironment), ...values } as Given['values'],
      demo: values['demo'] === true || environment['VENUE_DEMO'] === '1',
    });
  } catch (error) {
    return err(`${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** @returns the origin, without a trailing slash. */
function parsePublicUrl(text: string): Result<string, string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url && (url.protocol === 'https:' || url.protocol === 'http:') && url.pathname === '/' && !url.search;
  if (!plain || url.username !== '' || url.hash !== '') {
    return err(`The public address must look like https://checkin.example.vn, not "${text}".`);
  }
  return ok(url.origin);
}

/** From the environment alone: a password on a command line is seen by every user of the machine. */
function parseMail({
  VENUE_SMTP_URL: smtpUrl = '',
  VENUE_MAIL_FROM: from = '',
}: Environment): Result<MailConfig | null, string> {
  if (smtpUrl === '') return ok(null);
  const protocol = URL.canParse(smtpUrl) ? new URL(smtpUrl).protocol : '';
  if (protocol !== 'smtp:' && protocol !== 'smtps:') {
    return err('VENUE_SMTP_URL must look like smtp://host:25 or smtps://user:password@host:465.');
  }
  return from.includes('@')
    ? ok({ smtpUrl, from })
    : err('VENUE_MAIL_FROM must be the address that letters come from, when VENUE_SMTP_URL is set.');
}

/** `2027-02-09,2027-02-10` */
function parseHolidays({ VENUE_HOLIDAYS: text = '' }: Environment): Result<ReadonlySet<CalendarDay>, string> {
  const days = text.split(',').flatMap((day) => day.trim() || []);
  const wrong = days.find((day) => !calendarDaySchema.safeParse(day).success);
  return wrong === undefined
    ? ok(new Set(days))
    : err(`VENUE_HOLIDAYS must list days like 2027-02-09, separated by commas, not "${wrong}".`);
}

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
