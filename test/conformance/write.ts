// Writes docs/conformance.md anew.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findHolders, writeReport } from './report.ts'

writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'conformance.md'), writeReport(findHolders()))
