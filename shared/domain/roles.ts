import { z } from 'zod';

/** Roles inside one organisation (the tenant). */
export const organisationRoleSchema = z.enum(['owner', 'manager', 'staff', 'auditor']);
export type OrganisationRole = z.infer<typeof organisationRoleSchema>;

/** Officers of an administrative unit see aggregates of the venues in it, never a visitor. */
export const officerRoleSchema = z.enum(['ward-officer', 'city-officer', 'province-officer', 'health-officer']);
export type OfficerRole = z.infer<typeof officerRoleSchema>;

/** Runs the deployment; holds no right to visitors' data. */
export const deploymentRoleSchema = z.enum(['admin']);

export const roleSchema = z.enum([
  ...organisationRoleSchema.options,
  ...officerRoleSchema.options,
  ...deploymentRoleSchema.options,
]);
export type Role = z.infer<typeof roleSchema>;
