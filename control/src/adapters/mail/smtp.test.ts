// Mail over real sockets, to a server that fails on demand.

import type { AddressInfo, Socket } from 'node:net'
import net from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { issueChain } from '../ca/practice-chain.ts'
import { describeMail, LETTER } from './contract.ts'
import { createSmtpMail } from './smtp.ts'

type Arrived = {
  readonly to: readonly string[]
  readonly raw: string
  readonly secure: boolean
  readonly user: string
}

let server: SMTPServer
let arrived: Arrived[]
let plans: Map<string, { code: number; said: string }>
/** What is done once the letter is in, before it is answered. */
let beforeAnswer: (() => void) | null
let caPem: string | null

const portOf = (): number => (server.server.address() as AddressInfo).port
const mailAt = (url: string) =>
  createSmtpMail({ url, from: 'Certificates <certificates@cdn.example>', caPem })
const plain = () => mailAt(`smtp://127.0.0.1:${portOf()}`)

async function start(options: ConstructorParameters<typeof SMTPServer>[0] = {}): Promise<void> {
  const refuse = ({ code, said }: { code: number; said: string }) =>
    Object.assign(new Error(said), { responseCode: code })
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _, done) {
      const plan = plans.get(address)
      done(plan ? refuse(plan) : null)
    },
    onData(stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const raw = Buffer.concat(parts).toString()
        arrived.push({ to, raw, secure: session.secure, user: String(session.user ?? '') })
        if (beforeAnswer) beforeAnswer()
        else done()
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
}

const stop = (): Promise<void> =>
  new Promise((resolve) => {
    server.close(resolve)
  })

beforeEach(async () => {
  arrived = []
  plans = new Map()
  beforeAnswer = null
  caPem = null
  await start()
})
afterEach(stop)

const idOf = (raw: string): string => /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim() ?? ''

describeMail(() => ({
  mail: plain(),
  arrived: () => arrived.map(({ raw }) => idOf(raw)),
  plan(address, end) {
    if (end === null) plans.delete(address)
    else
      plans.set(
        address,
        end === 'unknown' ? { code: 550, said: 'no such user' } : { code: 450, said: 'later' },
      )
  },
}))

test('a letter goes to its one recipient, as plain text and HTML, whatever its subject holds', async () => {
  const subject = 'Certificate expired: www.customer.example\r\nBcc: thief@elsewhere.example\r\n\r\n<script>'
  expect(await plain().send({ ...LETTER, subject })).toMatchObject({ is: 'accepted' })
  const [{ to, raw } = { to: [], raw: '' }] = arrived
  const [head = ''] = raw.split('\r\n\r\n')
  expect(to).toEqual([LETTER.to])
  expect(head).not.toMatch(/^bcc:/im)
  expect(head).toMatch(/^Auto-Submitted: auto-generated$/im)
  expect(raw).toContain('Content-Type: text/plain')
  expect(raw).toContain('Content-Type: text/html')
})

test('a connection that drops after the letter is in may have delivered it: it is tried again as the same letter', async () => {
  const sockets: Socket[] = []
  server.server.on('connection', (socket: Socket) => void sockets.push(socket))
  beforeAnswer = () => void sockets.at(-1)?.destroy()
  expect(await plain().send(LETTER)).toMatchObject({ is: 'unavailable', status: null })
  beforeAnswer = null
  expect(await plain().send(LETTER)).toMatchObject({ is: 'accepted' })
  expect(arrived.map(({ raw }) => idOf(raw))).toEqual([LETTER.messageId, LETTER.messageId])
})

test('a server that is not there, and one that hangs up at once, are tried again', async () => {
  const silent = net.createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve)
  })
  const { port } = silent.address() as AddressInfo
  expect(await mailAt(`smtp://127.0.0.1:${port}`).send(LETTER)).toMatchObject({ is: 'unavailable' })
  await new Promise((resolve) => silent.close(resolve))
  expect(await mailAt(`smtp://127.0.0.1:${port}`).send(LETTER)).toMatchObject({
    is: 'unavailable',
    status: null,
  })
})

test('a letter that is refused as a whole is not its recipient’s fault', async () => {
  await stop()
  await start({
    onData(stream, _, done) {
      stream.resume()
      stream.on('end', () => done(Object.assign(new Error('this is spam'), { responseCode: 554 })))
    },
  })
  expect(await plain().send(LETTER)).toMatchObject({ is: 'refused', status: 554, about: 'letter' })
})

test('a password travels over TLS only, and one that is refused is the operator’s to mend', async () => {
  await stop()
  const { chain, keyPem, root } = await issueChain(['localhost'])
  const onAuth: NonNullable<ConstructorParameters<typeof SMTPServer>[0]>['onAuth'] = (auth, _, done) =>
    auth.password === 'p@ss' ? done(null, { user: auth.username ?? '' }) : done(new Error('bad password'))
  await start({ cert: chain, key: keyPem, authOptional: false, disabledCommands: [], onAuth })
  caPem = root.toString('pem')
  const url = (password: string) => `smtp://us%40cdn:${password}@localhost:${portOf()}`
  expect(await mailAt(url('p%40ss')).send(LETTER)).toMatchObject({ is: 'accepted' })
  expect(arrived[0]).toMatchObject({ secure: true, user: 'us@cdn' })
  const refused = await mailAt(url('wrong')).send(LETTER)
  expect(refused).toMatchObject({ is: 'unavailable', status: 535 })
  expect(JSON.stringify(refused)).not.toContain('wrong')
  // A server, or somebody on the way, that offers no TLS never sees it.
  await stop()
  await start({ authOptional: false, onAuth })
  expect(await mailAt(url('p%40ss')).send(LETTER)).toMatchObject({ is: 'unavailable' })
  expect(arrived).toHaveLength(1)
})
