import { readFileSync } from 'node:fs';
import process from 'node:process';

/**
 * Who started this process, and who started that one: npm runs a script through a shell, and the shell outlives an npm
 * that is killed. Where there is no /proc, shells replace themselves by the command and the first is enough.
 *
 * @returns {string}
 */
export function describeParents() {
  const parent = process.ppid;
  try {
    // After the command in parentheses, which may hold anything: state, then the parent.
    const status = readFileSync(`/proc/${parent}/stat`, 'utf8');
    return `${parent} ${status.slice(status.lastIndexOf(')')).split(' ')[2]}`;
  } catch {
    return String(parent);
  }
}
