// `npm run client`: prints the portal's typed client from the API's own description.

import { writeFileSync } from 'node:fs'
import { CLIENT_FILE, renderClient } from './client.ts'

writeFileSync(CLIENT_FILE, await renderClient())
