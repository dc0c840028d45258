import { Box } from '@mantine/core';
import { type JSX } from 'react';

/** The server has put it into this page. */
export const IS_SIMULATED = document.documentElement.dataset['simulated'] === 'true';
export const BAND_HEIGHT = 28;

/** Nobody shall take what the simulator sells for real. */
export function SimulatedBand(): JSX.Element | null {
  if (!IS_SIMULATED) return null;
  return (
    <Box className="band" h={BAND_HEIGHT} role="note">
      Simulated: nothing here is really bought
    </Box>
  );
}
