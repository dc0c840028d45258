import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { editDistance } from './unknown-variables.js';

describe('the distance between two texts', () => {
  it.each<[string, string, number]>([
    ['', '', 0],
    ['same', 'same', 0],
    ['', 'four', 4],
    ['four', '', 4],
    ['kitten', 'sitting', 3],
    ['SECTIGO_LOGNI_NAME', 'SECTIGO_LOGIN_NAME', 2],
    ['SECTIGO_UR', 'SECTIGO_URL', 1],
  ])('of %j and %j is %i', (one, other, distance) => {
    expect(editDistance(one, other)).toBe(distance);
    expect(editDistance(other, one)).toBe(distance);
  });
});
