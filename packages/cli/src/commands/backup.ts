import { answersAt } from '@wellknown/control/answers-at.ts'
import { backUp, restore } from '@wellknown/control/backup.ts'
import { createSettingsReader, readListen } from '@wellknown/control/settings-reader.ts'
import { readFiles, type Files } from '@wellknown/control/settings/files.ts'
import type { Command } from '../command.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Only what these need: a backup must not fail for a setting of the mail server. */
export function filesOf(env: Environment): Files {
  const settings = createSettingsReader(env)
  const files = readFiles(settings)
  settings.throwFaults('It cannot be said where the control plane keeps its files')
  return files
}

const NOTES =
  'Reads DATABASE_URL, MASTER_KEY_FILE, EDGE_SIGNING_KEY_FILE and ACME_ACCOUNT_KEY_FILE, as the control plane does.'

const backup: Command = {
  name: 'backup',
  summary: 'Copy the database and the keys into a new folder, while the control plane runs',
  takes: ['<folder>'],
  options: { 'without-keys': { about: 'The database only: its keys are kept elsewhere' } },
  notes: NOTES,
  examples: [
    ['wellknown backup /var/backups/wellknown/$(date +%F)', 'every night; then encrypt it and move it away'],
  ],
  async run({ word, is, terminal }) {
    const wish = { withKeys: !is('without-keys'), now: Date.now() }
    terminal.tell((await backUp(filesOf(terminal.env), word(0), wish)).join('\n'))
  },
}

const restoring: Command = {
  name: 'restore',
  summary: 'Put a backup in place on a machine that has nothing, and raise the epoch',
  takes: ['<folder>'],
  notes: `${NOTES} Nothing is written over: move away what is there.`,
  examples: [['wellknown restore /var/backups/wellknown/2026-11-25', 'then start the control plane']],
  async run({ word, terminal }) {
    const listen = readListen(terminal.env['API_LISTEN'] ?? '127.0.0.1:8080')
    const isRunning = async () => listen !== null && answersAt(listen)
    terminal.tell((await restore(filesOf(terminal.env), word(0), isRunning)).join('\n'))
  },
}

export const backups: readonly Command[] = [backup, restoring]
