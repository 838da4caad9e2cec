import { defineConfig } from 'vitest/config'
export default defineConfig({ test: { name: 'workerd', include: ['src/**/*.workerd.test.ts'] } })
