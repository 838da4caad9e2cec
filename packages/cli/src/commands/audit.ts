import { existsSync } from 'node:fs'
import { openStore } from '@wellknown/control/store/open.ts'
import { Fault, type Command } from '../command.ts'
import { filesOf } from './backup.ts'

export const audit: Command = {
  name: 'audit verify',
  summary: 'Verify the chain that the history is sealed into, from its first entry on',
  json: true,
  notes:
    'Reads DATABASE_URL; the control plane may run. Exit code 0: whole. 1: broken, and from which entry on.',
  examples: [['wellknown audit verify', 'after a restore, and before you trust what the history says']],
  async run({ is, terminal }) {
    const { databaseFile } = filesOf(terminal.env)
    if (!existsSync(databaseFile))
      throw new Fault(`There is no database at ${databaseFile}. Is DATABASE_URL right?`)
    const store = openStore(databaseFile)
    try {
      const broken = await store.verifyHistory()
      if (is('json')) terminal.out(JSON.stringify({ verified: broken === null, first_broken: broken }))
      else if (broken === null) terminal.out('The chain is whole.')
      else terminal.out(`Entry ${broken} does not verify: it, or one before it, was changed or removed.`)
      return broken === null ? 0 : 1
    } finally {
      await store.close()
    }
  },
}
