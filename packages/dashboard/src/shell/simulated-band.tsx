import { Box } from '@mantine/core';
import { type JSX } from 'react';

/** The server has put it into this page. */
export const IS_SIMULATED = document.documentElement.dataset['simulated'] === 'true';
export const BAND_HEIGHT = 28;

/** So that nobody mistakes the simulator's sales for real ones. */
export function SimulatedBand(): JSX.Element | null {
  if (!IS_SIMULATED) return null;
  return (
    <Box className="band" h={BAND_HEIGHT} role="note">
      Simulated: nothing real is bought
    </Box>
  );
}
