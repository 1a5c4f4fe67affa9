import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,print,server,kiosk,venue-portal,scripts,system-tests}/**/*.test.{ts,tsx}'],
    passWithNoTests: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
