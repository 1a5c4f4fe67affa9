import { parentPort, workerData } from 'node:worker_threads';
import { cleanLogo } from './logo-pixels.ts';

/** Draws one logo anew and ends. Strangers' files are decoded nowhere else. */
parentPort?.postMessage(cleanLogo(workerData as Uint8Array));
