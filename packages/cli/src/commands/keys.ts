import { answersAt } from '@wellknown/control/answers-at.ts'
import { createHttpEdge } from '@wellknown/control/adapters/edge/http.ts'
import { readConfig } from '@wellknown/control/config.ts'
import { reseal } from '@wellknown/control/reseal.ts'
import { rollAccountKey } from '@wellknown/control/roll-account-key.ts'
import { readSecrets } from '@wellknown/control/secrets.ts'
import { UsageFault, type Command } from '../command.ts'
import { rotateSigning } from './rotate-signing.ts'

const KINDS = ['account', 'signing', 'master']

const rotate: Command = {
  name: 'keys rotate',
  summary:
    'Give the ACME account another key, sign what edges are told with another, or bring all keys under a new master key',
  takes: ['<account|signing|master>'],
  notes: `Reads the control plane’s settings. Cut short, it is run again and goes on where it stood.
docs/settings.md has the steps for each: what to set before, when to stop and when to restart.`,
  examples: [
    [
      'wellknown keys rotate account',
      'first says what every edge has to pin, then changes the key at the CA',
    ],
    [
      'wellknown keys rotate signing',
      'again and again: each takes the next step, or says what it waits for and sets ADMIN_JWKS out',
    ],
    [
      'wellknown keys rotate master',
      'after a new key was made and MASTER_KEY_PREVIOUS_FILE names the old one',
    ],
  ],
  async run({ word, terminal }) {
    if (!KINDS.includes(word(0)))
      throw new UsageFault(
        `"${word(0)}" is no kind of key. Give ${KINDS.join(', ').replace(/, (\w+)$/, ' or $1')}.`,
      )
    const config = readConfig(
      terminal.env,
      'No key was changed. Set these first (docs/settings.md explains each)',
    )
    if (word(0) === 'master') {
      if (config.previousMasterKeyFile === null) {
        throw new UsageFault(
          `MASTER_KEY_PREVIOUS_FILE is not set. Move ${config.masterKeyFile} away, name it there, run "wellknown init" for a new one, restart, and run this again.`,
        )
      }
      return terminal.out(await reseal(config))
    }
    if (word(0) === 'signing') return terminal.out(await rotateSigning(config))
    const { signingKey } = await readSecrets(config)
    const edge = createHttpEdge({ key: signingKey, now: Date.now })
    const isRunning = () => answersAt(config.apiListen)
    return terminal.out((await rollAccountKey(config, { edge, isRunning })).join('\n'))
  },
}

export const keys: readonly Command[] = [rotate]
