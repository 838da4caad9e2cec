import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failureOf, startRig, validate, ZONE, type Behaviour, type Rig } from './rig.ts'

let rig: Rig
let count = 0
const freshName = () => `redirect-${++count}.${ZONE}`

beforeAll(async () => {
  rig = await startRig({ perspectives: 0 })
})
afterEach(() => {
  rig.site.behaviour = null
  rig.site.asked.length = 0
})
afterAll(() => rig.close())

/** The first hop sends elsewhere; every other path answers as it should. */
const away =
  (to: string, code = 302): Behaviour =>
  (request, response) => {
    const first = request.url?.startsWith('/.well-known/acme-challenge/')
    if (first) response.writeHead(code, { Location: to }).end()
    else response.end([...rig.site.tokens.values()].at(-1))
  }

test.each([301, 302, 307, 308])('%i to another host and path of the same port is followed', async (code) => {
  const elsewhere = freshName()
  rig.site.behaviour = away(`http://${elsewhere.toUpperCase()}:${rig.site.port}/deep/er?a=b&c#d`, code)
  expect((await validate(rig, [freshName()])).status).toBe('ready')
  expect(rig.site.asked[1]).toMatchObject({
    path: '/deep/er?a=b&c',
    headers: { host: `${elsewhere}:${rig.site.port}` },
  })
})

test('a target without a port is asked on the validation port, and may be relative or an address', async () => {
  for (const target of ['/elsewhere', `http://${freshName()}/elsewhere`, 'http://127.0.0.1/elsewhere']) {
    rig.site.behaviour = away(target)
    expect((await validate(rig, [freshName()])).status, target).toBe('ready')
  }
})

test.each([
  ['303', '/elsewhere', 303, /received disallowed redirect status code$/],
  ['another scheme', 'ftp://other.customer.example/', 302, /not "ftp"$/],
  [
    'another port',
    'http://other.customer.example:8123/',
    302,
    /Only ports \d+ and 443 are supported, not 8123$/,
  ],
  [
    'a lost slash',
    'http://customer.example.well-known/acme-challenge/x',
    302,
    /missing '\/' in redirect target/,
  ],
  ['a host of one label', 'http://localhost/', 302, /must end in IANA registered TLD$/],
  ['a path beyond 2,000 bytes', `/${'a'.repeat(2000)}`, 302, /Redirect target too long$/],
  ['no URL', 'http://[nonsense', 302, /Fetching "http:\/\/\[nonsense": Error getting validation data$/],
] as const)('a redirect by or to %s is a connection problem', async (_, target, code, detail) => {
  rig.site.behaviour = away(target, code)
  const failure = failureOf(await validate(rig, [freshName()]))
  expect(failure.type).toBe('connection')
  expect(failure.detail).toMatch(/^127\.0\.0\.1: Fetching /)
  expect(failure.detail).toMatch(detail)
  expect(rig.site.asked).toHaveLength(1)
})

test('a redirect to an address of our own network is refused, by number and by name', async () => {
  const strict = await startRig({
    perspectives: 0,
    allowReserved: false,
    validationPort: 80,
    addressMap: { '9.9.9.9': `127.0.0.1:${rig.site.port}` },
  })
  const inside = freshName()
  strict.dns.set(inside, { a: ['10.0.0.1'] })
  const targets = [
    ['http://169.254.169.254/latest', 'connection', /reserved address block$/],
    ['http://[::ffff:10.0.0.1]/', 'connection', /reserved address block$/],
    // 127.0.0.1 in one number, as some clients still read it.
    ['http://2130706433/', 'connection', /reserved address block$/],
    [`http://${inside}/`, 'dns', /no valid A records found/],
  ] as const
  for (const [target, type, detail] of targets) {
    rig.site.behaviour = away(target)
    const name = freshName()
    strict.dns.set(name, { a: ['9.9.9.9'] })
    const failure = failureOf(await validate({ client: strict.client, site: rig.site }, [name]))
    expect(failure.type, target).toBe(type)
    expect(failure.detail, target).toMatch(detail)
    expect(failure.detail).toMatch(/^9\.9\.9\.9: Fetching /)
  }
  await strict.close()
})

test('the same URL twice is a loop', async () => {
  rig.site.behaviour = (request, response) =>
    void response.writeHead(302, { Location: request.url === '/b' ? '/c' : '/b' }).end()
  const failure = failureOf(await validate(rig, [freshName()]))
  expect(failure).toMatchObject({
    type: 'connection',
    detail: expect.stringMatching(/\/b: Redirect loop detected$/),
  })
  expect(rig.site.asked.map(({ path }) => path).slice(1)).toEqual(['/b', '/c'])
})

test('eleven redirects are followed, as Boulder counts to ten; the twelfth is not', async () => {
  const chain =
    (length: number): Behaviour =>
    (request, response) => {
      const step = Number(/^\/step-(\d+)$/.exec(request.url ?? '')?.[1] ?? 0)
      if (step < length) response.writeHead(302, { Location: `/step-${step + 1}` }).end()
      else response.end([...rig.site.tokens.values()].at(-1))
    }
  rig.site.behaviour = chain(11)
  expect((await validate(rig, [freshName()])).status).toBe('ready')
  rig.site.behaviour = chain(12)
  const failure = failureOf(await validate(rig, [freshName()]))
  expect(failure).toMatchObject({ type: 'connection', detail: expect.stringMatching(/Too many redirects$/) })
})
