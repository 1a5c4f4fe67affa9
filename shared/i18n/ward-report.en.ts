import type { Translation } from './translator.ts';
import type { wardReportVi } from './ward-report.vi.ts';

export const wardReportEn: Translation<typeof wardReportVi> = {
  due: 'Due: {{time}}',
  progress: '{{submitted}} of {{asked}} wards have reported; {{late}} late',
  madeAt: 'Made at: {{time}}',
  unit: 'Ward',
  state: 'State',
  submittedAt: 'Submitted at',
  states: { 'on-time': 'On time', late: 'Late', missing: 'Missing' },
  counts: {
    registered: 'Registered',
    active: 'Active',
    phoneOnly: 'Phones only',
    silent: 'Silent 3+ days',
    neverScanned: 'Never scanned',
    escalated: 'Reminded 3×',
    unverified: 'Unverified',
  },
  inspected: 'Passed / inspected',
  inspectedCount: 'Inspected',
  passed: 'Passed',
  openCases: 'Open issues',
  noteColumn: 'Note',
  hash: 'Proof',
  total: 'Total',
  note: '{{unit}}: {{note}}',
  definitions:
    'Figures are frozen when they are submitted; the proof is their SHA-256. Active: at least one check-in at a kiosk or by the staff on the day of the report. Phones only: not counted as active. The report has figures about venues only, nothing about visitors.',
  cities: 'Cities that have reported to the province: {{submitted}}/{{asked}}; late {{late}}; due {{time}}',
  cityRow:
    '{{name}}: {{state}} {{time}}, with {{wards}}/{{asked}} wards; registered {{registered}}, active {{active}}; proof {{hash}}',
  cityMissing: '{{name}}: not reported yet',
  citySubmitted: '{{name}} reported to the province at {{time}}; proof {{hash}}',
  sheet: 'Report',
  about: 'About',
  aboutTitle: 'Report',
  aboutDue: 'Due',
  aboutMade: 'Made at',
  aboutProgress: 'Progress',
  aboutCities: 'City',
  aboutDefinitions: 'How it is counted',
};
