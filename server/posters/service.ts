export { listPosterFacts, type PosterFacts } from './reader.ts';
