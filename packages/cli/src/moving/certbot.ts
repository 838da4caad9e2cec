// certbot: /etc/letsencrypt. Keys of accounts are JWKs; which account a certificate is of stands in its renewal file.

import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { asPkcs8, find, has, read, readJson, settingIn, type Client, type FoundAccount } from './found.ts'

const registration = z.looseObject({ uri: z.string() })
/** What is none is refused as a key, by its file. */
const jwk = z.looseObject({ kty: z.string() })

/** accounts/<host>/<path of the directory>/<id>/{private_key,regr}.json */
const accounts = (folder: string): readonly FoundAccount[] =>
  find(folder, 'accounts/**/private_key.json').map((file) => {
    const place = dirname(file)
    const key = jwk.catch({ kty: '' }).parse(readJson(folder, file))
    const found = has(folder, place, 'regr.json')
      ? registration.safeParse(readJson(folder, place, 'regr.json'))
      : null
    return {
      id: basename(place),
      url: found?.success ? found.data.uri : null,
      directory: `https://${dirname(place).split('/').slice(1).join('/')}`,
      keyPem: asPkcs8({ key, format: 'jwk' }, file),
    }
  })

export const certbot: Client = {
  accounts,
  certificates: (folder) => {
    const known = accounts(folder)
    return find(folder, 'live/*/fullchain.pem').map((file) => {
      const place = dirname(file)
      const name = basename(place)
      const renewal = has(folder, 'renewal', `${name}.conf`) ? read(folder, 'renewal', `${name}.conf`) : ''
      return {
        name,
        chain: read(folder, file),
        key: read(folder, place, 'privkey.pem'),
        directory: settingIn(renewal, 'server'),
        account: known.find(({ id }) => id === settingIn(renewal, 'account'))?.url ?? null,
      }
    })
  },
}
