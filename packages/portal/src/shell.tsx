import {
  ActionIcon,
  Button,
  Container,
  Group,
  Menu,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import icon from './icon.svg'
import { useLive } from './api/live.ts'
import { me, ownToken } from './api/queries.ts'
import { useLost } from './api/reach.ts'
import { leaveView, signOut } from './api/session.ts'
import { OPERATOR, PLACES } from './places.ts'
import { tellClock } from './times.ts'

/** What stands around every page. */
export function Shell({ view, children }: { readonly view: string | null; readonly children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      {view !== null && <ViewBanner client={view} />}
      <header>
        <Container size={1180} py="sm">
          <Group justify="space-between" gap={6} wrap="nowrap">
            <Group gap="md" wrap="nowrap">
              <Link href="/resources" className="brand" aria-label="wellknown, to the resources">
                <img src={icon} width={26} height={26} alt="" />
                <span>wellknown</span>
              </Link>
              <Nav />
            </Group>
            <Group gap={6} wrap="nowrap" miw={0}>
              <Live />
              <SchemeSwitch />
              <Account />
            </Group>
          </Group>
        </Container>
      </header>
      <Container size={1180} component="main" id="main" pb={60} tabIndex={-1}>
        {children}
      </Container>
    </>
  )
}

/** As whom an operator looks, and the way out. */
function ViewBanner({ client }: { readonly client: string }) {
  const [, go] = useLocation()
  const leave = (): void => {
    leaveView()
    go('/operator-view/clients')
  }
  return (
    <div className="viewing" role="region" aria-label="View as a client">
      <Container size={1180}>
        <Group justify="space-between" gap="xs">
          <Text size="sm">
            <b>You see what client {client} sees.</b> Nothing can be changed here, and they can read that you
            looked.
          </Text>
          <Button size="compact-sm" color="dark" onClick={leave}>
            Leave the view
          </Button>
        </Group>
      </Container>
    </div>
  )
}

/** Side by side where there is room, else behind a button. */
function Nav() {
  const [path] = useLocation()
  const role = useQuery(ownToken).data?.role
  const places = role === 'operator' ? [...PLACES, OPERATOR] : PLACES
  const links = places.map(([to, name]) => ({
    to,
    name,
    current: path.startsWith(to) ? ('page' as const) : undefined,
  }))
  return (
    <nav aria-label="Pages">
      <Group gap={2} visibleFrom="lg">
        {links.map(({ to, name, current }) => (
          <Link key={to} href={to} className="nav" aria-current={current}>
            {name}
          </Link>
        ))}
      </Group>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <Button
            hiddenFrom="lg"
            variant="default"
            size="compact-sm"
            rightSection="▾"
            style={{ flexShrink: 0 }}
          >
            {links.find(({ current }) => current)?.name ?? 'Menu'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {links.map(({ to, name, current }) => (
            <Menu.Item key={to} component={Link} href={to} aria-current={current}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </nav>
  )
}

/** Says when what is shown may lag behind. */
function Live() {
  const live = useLive()
  const lost = useLost()
  const word =
    lost === null ? (live ? 'Live' : 'Asking now and then') : `Not reached since ${tellClock(lost)}`
  return (
    <Text size="xs" c="dimmed" role="status" className="live" data-live={lost === null ? live : 'lost'}>
      <span>{word}</span>
    </Text>
  )
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme()
  const other = useComputedColorScheme('light') === 'light' ? 'dark' : 'light'
  return (
    <Tooltip label={`Use the ${other} colours`}>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={() => setColorScheme(other)}
        aria-label={`Use the ${other} colours`}
      >
        <svg
          width="17"
          height="17"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
          aria-hidden="true"
        >
          {other === 'dark' ? (
            <path d="M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3z" />
          ) : (
            <path d="M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v2M8 13v2M1 8h2M13 8h2M3 3l1.5 1.5M11.5 11.5 13 13M13 3l-1.5 1.5M4.5 11.5 3 13" />
          )}
        </svg>
      </ActionIcon>
    </Tooltip>
  )
}

function Account() {
  const client = useQuery(me).data
  const token = useQuery(ownToken).data
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" className="account">
          {client ? `Account ${client.id}` : 'Account'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{token ? `Token “${token.name}”, role ${token.role}` : 'Token'}</Menu.Label>
        <Menu.Item onClick={() => signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
