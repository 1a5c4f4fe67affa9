import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a page of this machine needs no net for: whatever of the browser itself wants out finds no address. */
const ONLY_THIS_MACHINE = 'MAP * ~NOTFOUND , EXCLUDE 127.0.0.1';

const FLAGS = [
  '--remote-debugging-pipe',
  // Sound without a touch; voices of the system, never a vendor's service.
  '--autoplay-policy=no-user-gesture-required',
  '--enable-speech-dispatcher',
  // Nothing phones home.
  `--host-resolver-rules=${ONLY_THIS_MACHINE}`,
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-quic',
  '--disable-breakpad',
  '--no-pings',
  // Nothing of the browser's own in front of the visitor.
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-search-engine-choice-screen',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-session-crashed-bubble',
  '--hide-crash-restore-bubble',
  '--disable-save-password-bubble',
  '--disable-hang-monitor',
  '--disable-prompt-on-repost',
  '--disable-notifications',
  '--deny-permission-prompts',
  '--block-new-web-contents',
  '--noerrdialogs',
  '--disable-pinch',
  '--overscroll-history-navigation=0',
  '--disable-features=Translate,MediaRouter,GlobalMediaControls,DownloadBubble,AutofillServerCommunication,OptimizationHints,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,TouchpadOverscrollHistoryNavigation,PasswordManagerOnboarding',
  // No keyring is asked for, and none is needed: nothing is kept.
  '--password-store=basic',
  '--use-mock-keychain',
  // The camera goes on seeing while something else was in front for a moment.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
] as const;

/** A window of a page of our own is no browser window: it has no address bar, and it may take every key for itself. */
const FIRST_PAGE = 'data:text/html,<title>Venue Check-in</title>';

export const browserFlags = (profile: string, windowed: boolean): string[] => [
  ...FLAGS,
  `--user-data-dir=${profile}`,
  `--app=${FIRST_PAGE}`,
  ...(windowed ? ['--window-size=1080,900'] : ['--kiosk', '--start-fullscreen']),
];

/** Settings that have no flag. */
const PREFERENCES = {
  alternate_error_pages: { enabled: false },
  autofill: { credit_card_enabled: false, enabled: false, profile_enabled: false },
  browser: { check_default_browser: false, enable_spellchecking: false, has_seen_welcome_page: true },
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  net: { network_prediction_options: 2 },
  // As after an ordinary end: no bubble that offers to restore.
  profile: { exit_type: 'Normal', exited_cleanly: true, password_manager_enabled: false },
  safebrowsing: { enabled: false, enhanced: false },
  search: { suggest_enabled: false },
  session: { restore_on_startup: 5 },
  signin: { allowed: false, allowed_on_next_startup: false },
  translate: { enabled: false },
  url_keyed_anonymized_data_collection: { enabled: false },
};

/**
 * The browser's folder as it should be at a start, whatever the last run left in it.
 *
 * @param anew throws all of it away first: for a browser that does not come up any more.
 */
export async function prepareProfile(profile: string, anew: boolean): Promise<void> {
  if (anew) await rm(profile, { recursive: true, force: true });
  const folder = join(profile, 'Default');
  await mkdir(profile, { recursive: true, mode: 0o700 });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rm(join(folder, 'Sessions'), { recursive: true, force: true });
  await writeFile(join(folder, 'Preferences'), JSON.stringify(PREFERENCES), { mode: 0o600 });
  await writeFile(join(profile, 'First Run'), '', { mode: 0o600 });
}
