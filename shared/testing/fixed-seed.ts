import fc from 'fast-check';

/**
 * In CI every run asks the same questions, so that what it says of a commit stays true of it; elsewhere, and in the full
 * form of the long proofs, each run draws new ones (fast-check prints the seed of what it finds).
 */
const SEED = 20_261_122;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
