import process from 'node:process';
import type { Result } from '#shared/domain/result.ts';
import { type Config, parseConfig } from './config.ts';

/** The only place that reads the command line and the environment. */
export const readProcessConfig = (): Result<Config, string> => parseConfig(process.argv.slice(2), process.env);
