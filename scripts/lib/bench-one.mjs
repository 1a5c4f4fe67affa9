// Runs the bench() of one module in its own process: node scripts/lib/bench-one.mjs MODULE
import { resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const { bench } = await import(pathToFileURL(resolve(process.argv[2] ?? '')).href);
process.stdout.write(`${JSON.stringify({ figures: await bench() })}\n`);
