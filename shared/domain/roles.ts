import { z } from 'zod';

/** Roles inside one organisation (the tenant). */
export const organisationRoleSchema = z.enum(['owner', 'manager', 'staff', 'auditor']);
export type OrganisationRole = z.infer<typeof organisationRoleSchema>;

/**
 * Officers of an administrative unit see aggregates of the venues in it, never a visitor. A volunteer helps a ward: registers
 * businesses for it, and nothing else.
 */
export const officerRoleSchema = z.enum([
  'ward-officer',
  'city-officer',
  'province-officer',
  'health-officer',
  'volunteer',
]);
export type OfficerRole = z.infer<typeof officerRoleSchema>;

/** Runs the deployment; holds no right to visitors' data. */
export const deploymentRoleSchema = z.enum(['admin']);

export const roleSchema = z.enum([
  ...organisationRoleSchema.options,
  ...officerRoleSchema.options,
  ...deploymentRoleSchema.options,
]);
export type Role = z.infer<typeof roleSchema>;

/** Who may bring whom into office; a unit invites for the units below it. */
export const INVITED_OFFICERS: Readonly<Partial<Record<Role, readonly OfficerRole[]>>> = {
  'province-officer': ['city-officer', 'ward-officer'],
  'city-officer': ['ward-officer'],
  'ward-officer': ['volunteer'],
};
