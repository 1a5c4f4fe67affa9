import { hash } from '@node-rs/argon2';

/**
 * argon2id (the library's default): 64 MiB, three passes, one lane; five times a password's cost, about 75 ms here. It lies
 * on the disks of kiosks and has 6 to 12 digits, so that this only slows down who has stolen one; a kiosk checks one at a
 * time and has to have the memory for it.
 */
const OPTIONS = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 };

/** @returns a PHC string (`$argon2id$v=19$…`). */
export const hashStaffPin = (pin: string): Promise<string> => hash(pin, OPTIONS);
