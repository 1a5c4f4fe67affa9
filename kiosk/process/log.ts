import process from 'node:process';

/** As pino numbers them, so that `npm start` reads the kiosk's lines like the server's. */
const LEVELS = { info: 30, warn: 40, error: 50 } as const;

/** One line of JSON on stderr. @param message never holds a name, a number or anything else about a visitor. */
export function log(level: keyof typeof LEVELS, message: string): void {
  process.stderr.write(`${JSON.stringify({ level: LEVELS[level], time: Date.now(), msg: message })}\n`);
}

/** An expected end: the sentence for whoever started the program, plain at a terminal, as JSON for a script. */
export function logFatal(sentence: string): void {
  process.stderr.write(process.stderr.isTTY ? `\n  ${sentence}\n\n` : `${JSON.stringify({ fatal: sentence })}\n`);
}
