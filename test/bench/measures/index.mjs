import { drain } from './drain.mjs';
import { firstByte } from './first-byte.mjs';
import { kill } from './kill.mjs';
import { latency } from './latency.mjs';
import { saturation } from './saturation.mjs';

export const MEASURES = [saturation, latency, drain, firstByte, kill];
