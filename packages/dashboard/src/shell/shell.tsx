import { AppShell, Burger, Button, Group, NavLink, Stack, Text, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type JSX, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useLiveUpdates } from '../api/event-stream';
import { FindButton } from '../find/find-button';
import { Toasts } from '../parts/toasts';
import { useSignOut, useWhoIsHere } from '../session/session-gate';
import { Shortcuts } from './shortcuts';
import { Stops } from './stops';
import { BAND_HEIGHT, IS_SIMULATED, SimulatedBand } from './simulated-band';

const PAGES = [
  ['/', 'Overview'],
  ['/orders', 'Orders'],
  ['/certificates', 'Certificates'],
  ['/money', 'Money'],
  ['/clients', 'Clients'],
  ['/webhooks', 'Webhooks'],
  ['/unread', 'Unread'],
  ['/audit', 'Audit'],
  ['/queues', 'Queues'],
] as const;
const HEADER_HEIGHT = 56;

/** The frame of every page: where one is, whether it is live, light or dark, and the way out. */
export function Shell({ children }: { readonly children: ReactNode }): JSX.Element {
  const [isOpen, menu] = useDisclosure();
  return (
    <AppShell
      header={{ height: HEADER_HEIGHT + (IS_SIMULATED ? BAND_HEIGHT : 0) }}
      navbar={{ width: 200, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <Header isOpen={isOpen} onToggle={menu.toggle} />
      <AppShell.Navbar p="xs" aria-label="Pages">
        <AppShell.Section grow>
          <Links onChosen={menu.close} />
        </AppShell.Section>
        <AppShell.Section>
          <Settings />
        </AppShell.Section>
      </AppShell.Navbar>
      <Shortcuts />
      <AppShell.Main id="content" tabIndex={-1}>
        <Stack className="content" gap="lg">
          <Stops />
          {children}
        </Stack>
        <Toasts />
      </AppShell.Main>
    </AppShell>
  );
}

interface HeaderProperties {
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Header({ isOpen, onToggle }: HeaderProperties): JSX.Element {
  const isLive = useLiveUpdates();
  const who = useWhoIsHere();
  return (
    <AppShell.Header>
      <SimulatedBand />
      <Group h={HEADER_HEIGHT} px="md" justify="space-between" wrap="nowrap">
        <Group gap="sm" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={onToggle}
            hiddenFrom="sm"
            size="sm"
            aria-label="Menu"
            aria-expanded={isOpen}
          />
          <Text fw={650} truncate>
            Sectigo gateway
          </Text>
        </Group>
        <FindButton />
        <Text size="sm" c="dimmed" truncate visibleFrom="md">
          {who}
        </Text>
        <span className="live" data-live={isLive} role="status">
          {isLive ? 'Connected' : 'Not connected'}
        </span>
      </Group>
    </AppShell.Header>
  );
}

function Links({ onChosen }: { readonly onChosen: () => void }): JSX.Element {
  const [path] = useLocation();
  return (
    <>
      {PAGES.map(([to, label]) => {
        const isHere = to === '/' ? path === '/' : path.startsWith(to);
        return (
          <NavLink
            key={to}
            component={Link}
            href={to}
            label={label}
            active={isHere}
            variant="filled"
            aria-current={isHere ? 'page' : undefined}
            onClick={onChosen}
          />
        );
      })}
    </>
  );
}

function Settings(): JSX.Element {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  const next = ({ auto: 'light', light: 'dark', dark: 'auto' } as const)[colorScheme];
  const names = { auto: 'system', light: 'light', dark: 'dark' };
  return (
    <>
      <Button
        fullWidth
        variant="subtle"
        justify="start"
        className="plain"
        onClick={() => setColorScheme(next)}
      >
        Colours: {names[colorScheme]}
      </Button>
      <Button fullWidth variant="subtle" justify="start" className="plain" onClick={() => void signOut()}>
        Sign out
      </Button>
    </>
  );
}
