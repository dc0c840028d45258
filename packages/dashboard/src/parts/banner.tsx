import { Group, Paper, Text, Title } from '@mantine/core';
import { type JSX, type ReactNode } from 'react';

interface BannerProperties {
  readonly title: string;
  readonly tone: 'bad' | 'doubt' | 'held';
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A condition that needs action, with a button beside it. */
export function Banner({ title, tone, action, children }: BannerProperties): JSX.Element {
  return (
    <Paper
      withBorder
      px="md"
      py="xs"
      className="banner"
      data-tone={tone}
      component="section"
      aria-label={title}
    >
      <Group justify="space-between" wrap="wrap">
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          <Text size="sm">{children}</Text>
        </div>
        {action}
      </Group>
    </Paper>
  );
}
