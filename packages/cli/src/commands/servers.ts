// The parts of the product, started from the shell.

import { readConfig } from '@wellknown/control/config.ts'
import { initialize, NOT_MADE } from '@wellknown/control/init.ts'
import type { Command } from '../command.ts'

/** An entry that listens says by the process's exit code that it could not. */
const ended = (): number => Number(process.exitCode ?? 0)

const init: Command = {
  name: 'init',
  summary: 'Make the keys and the ACME account, and print what each edge needs',
  options: {
    'new-account': { about: 'Give the account up that certificates were issued for, and make another' },
  },
  notes: 'Reads the control plane’s settings (docs/settings.md). Doing it twice changes nothing.',
  examples: [
    ['ACME_DIRECTORY_URL=https://… CNAME_TARGET=… wellknown init', 'makes what is missing'],
    ['wellknown init | grep ^ACME_THUMBPRINTS', 'what every edge pins'],
  ],
  async run({ is, terminal }) {
    const made = await initialize(readConfig(terminal.env, NOT_MADE), { newAccount: is('new-account') })
    terminal.out(made.join('\n'))
  },
}

const serve: Command = {
  name: 'serve',
  summary: 'Run the control plane until it is told to stop (SIGTERM, Ctrl-C)',
  notes: 'Reads the control plane’s settings (docs/settings.md), and names all that are wrong at once.',
  examples: [['wellknown serve', 'after "wellknown init", with the same settings']],
  async run() {
    await import('@wellknown/control/main.ts')
    return ended()
  },
}

const edge: Command = {
  name: 'edge',
  summary: 'Run an edge on this machine',
  options: {
    worker: { about: 'The worker, by Miniflare, instead of the edge for Node; for development' },
    'forget-certificates': {
      about: 'Start nothing: take the certificates off the shelf of an edge whose seal key is lost',
    },
  },
  notes: 'Reads the edge’s settings, which "wellknown init" prints.',
  examples: [
    [
      'POP=fra1 ADMIN_HOST=… ADMIN_JWKS=… ACME_THUMBPRINTS=… wellknown edge',
      'HTTP on port 80; TLS with TLS_LISTEN',
    ],
  ],
  async run({ is }) {
    if (is('forget-certificates')) await import('@wellknown/edge/run-forget-certificates')
    else await (is('worker') ? import('@wellknown/edge/run-worker') : import('@wellknown/edge/run'))
    return ended()
  },
}

const demo: Command = {
  name: 'demo',
  summary: 'Run everything on this machine with a practice CA, and tell what happens',
  notes: 'The same as "npm start". docs/try-it.md has a line for each thing to break.',
  examples: [
    ['wellknown demo', 'Ctrl-C ends it; the next start finds its data again'],
    ['DEMO_API_PORT=9000 wellknown demo', 'where port 8080 is taken'],
  ],
  async run() {
    await import('@wellknown/demo/run')
    return ended()
  },
}

export const servers: readonly Command[] = [init, serve, edge, demo]
