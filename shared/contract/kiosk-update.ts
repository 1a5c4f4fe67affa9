import { z } from 'zod';

/** How a newer kiosk program gets from the server to a kiosk. docs/update.md */

/** For what a package is made: an AppImage for Linux, an NSIS installer for Windows. */
export const packagePlatformSchema = z.enum(['linux-x64', 'linux-arm64', 'win-x64']);
export type PackagePlatform = z.infer<typeof packagePlatformSchema>;

/** Three numbers of our own making. */
export const versionSchema = z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/);

export const MAX_PACKAGE_BYTES = 2 * 1024 ** 3;

/** base64url and nothing else: kiosks name files after it. */
const packageHashSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** Part of a signed answer, so that the hash is the server's word. */
export const updateOfferSchema = z.object({
  version: versionSchema,
  platform: packagePlatformSchema,
  /** Of the whole package. */
  sha256: packageHashSchema,
  bytes: z.int().min(1).max(MAX_PACKAGE_BYTES),
});
export type UpdateOffer = z.infer<typeof updateOfferSchema>;

export const UPDATE_PART_PATH = '/api/kiosk/v1/updates/part';
/** Small enough to end soon when somebody checks in meanwhile. */
export const UPDATE_PART_BYTES = 256 * 1024;

/** Bytes `from` up to, and without, `from + UPDATE_PART_BYTES` of a package that is offered. */
export const updatePartRequestSchema = z.object({
  sha256: packageHashSchema,
  from: z.int().min(0).max(MAX_PACKAGE_BYTES),
});
export type UpdatePartRequest = z.infer<typeof updatePartRequestSchema>;

/** Signed as every answer to a kiosk. */
export const updatePartResponseSchema = z.object({ base64: z.string().max(Math.ceil(UPDATE_PART_BYTES / 3) * 4) });

/** What a kiosk says of its update. */
export const updateStatusSchema = z.object({
  /** null: this kiosk cannot install by itself, so nothing is sent to it. */
  platform: packagePlatformSchema.nullable(),
  state: z.enum(['none', 'downloading', 'downloaded', 'failed', 'rolled-back']),
  /** Which one; null: none. */
  version: versionSchema.nullable(),
});
export type UpdateStatus = z.infer<typeof updateStatusSchema>;

/** Whether `version` is later than `than`; both three numbers. */
export function isNewerVersion(version: string, than: string): boolean {
  const numbers = (text: string): number[] => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [wanted, present] = [numbers(version), numbers(than)];
  const at = wanted.findIndex((number, index) => number !== (present[index] ?? 0));
  return at >= 0 && (wanted[at] ?? 0) > (present[at] ?? 0);
}
