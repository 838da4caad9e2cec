// All there is, in the order of the help.

import type { Command } from './command.ts'
import { audit } from './commands/audit.ts'
import { backups } from './commands/backup.ts'
import { certificates } from './commands/cert.ts'
import { certificateStatus } from './commands/cert-status.ts'
import { check } from './commands/check.ts'
import { clients } from './commands/clients.ts'
import { certificateImport, imports } from './commands/import.ts'
import { keys } from './commands/keys.ts'
import { login } from './commands/login.ts'
import { holds } from './commands/operator.ts'
import { pops } from './commands/pops.ts'
import { listRehearsals, rehearse } from './commands/rehearse.ts'
import { resources } from './commands/resource.ts'
import { rules } from './commands/rules.ts'
import { servers } from './commands/servers.ts'

export const GROUPS: readonly { readonly title: string; readonly commands: readonly Command[] }[] = [
  { title: 'Run it', commands: servers },
  { title: 'Customers’ sites', commands: [login, check, rehearse, listRehearsals, ...resources, ...rules] },
  { title: 'Certificates', commands: [certificateStatus, ...certificates, certificateImport] },
  { title: 'Operate it', commands: [...pops, ...holds, ...clients] },
  { title: 'On the control plane’s machine', commands: [...imports, ...keys, ...backups, audit] },
]

export const COMMANDS: readonly Command[] = GROUPS.flatMap(({ commands }) => commands)
