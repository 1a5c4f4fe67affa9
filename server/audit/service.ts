export { FIRST_PREV_HASH } from './chain.ts';
export { createHeadKeeper, type HeadKeeper } from './head-keeper.ts';
export { readHead, signRestore } from './heads.ts';
export { createReadings, type Readings } from './readings.ts';
export { type AuditAction, type AuditDetails, type AuditRecord, recordAudit } from './record.ts';
export { collectProofs, type TrailBreak, type TrailProofs, type TrailVerdict, verifyTrail } from './verify.ts';
