import { defineConfig } from 'vitest/config';

// Dependency injection by class needs the decorator metadata that tsc emits: the tests run compiled.
export default defineConfig({
  test: { globals: true, include: ['dist/**/*.spec.js'] },
});
