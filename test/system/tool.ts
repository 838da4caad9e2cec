import { spawnSync } from 'node:child_process'

/** Is this program here? A suite that needs it is skipped by name where it is not, and fails where REQUIRE_TOOLS=1. */
export function hasTool(program: string): boolean {
  const found = spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
  if (!found && process.env['REQUIRE_TOOLS'] === '1') throw new Error(`${program} is not installed.`)
  return found
}
