import { Group, Paper, Stack, Title } from '@mantine/core';
import { type JSX, type ReactNode, useEffect } from 'react';

interface PageProperties {
  readonly title: string;
  /** Beside the title: what one can do here. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, actions, children }: PageProperties): JSX.Element {
  useEffect(() => {
    document.title = `${title} · Sectigo gateway`;
  }, [title]);
  return (
    <Stack gap="lg">
      <Group justify="space-between" wrap="wrap">
        <Title order={1} size="h2" className="break">
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Stack>
  );
}

interface SectionProperties {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, aside, children }: SectionProperties): JSX.Element {
  return (
    <Paper withBorder component="section" aria-label={title} className="section">
      <Group justify="space-between" p="md" pb={0} wrap="wrap">
        <Title order={2} size="h4">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
