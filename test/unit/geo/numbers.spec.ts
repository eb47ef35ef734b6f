import { describe, expect, it } from '@jest/globals';
import { formatFixed, formatHuman } from '../../../lib/engine/float.js';
import { asin, cos, sin } from '../../../lib/engine/elementary/trigonometry.js';

describe('numbers with a fixed number of decimals', () => {
  it.each([
    [0, 4, '0.0000'],
    [-0, 4, '-0.0000'],
    [1.5, 4, '1.5000'],
    [166274.15156960033, 4, '166274.1516'],
    // A tie goes to the even digit.
    [0.03125, 4, '0.0312'],
    [0.09375, 4, '0.0938'],
    [-0.03125, 4, '-0.0312'],
    [200.0078125, 6, '200.007812'],
    // Close to a tie is none.
    [0.00005, 4, '0.0001'],
    [0.00015, 4, '0.0001'],
    [1e21, 2, '1000000000000000000000.00'],
    [-1.5e22, 1, '-15000000000000000000000.0'],
    [Infinity, 4, 'inf'],
    [-Infinity, 4, '-inf'],
  ])('%d with %i is %s', (value, decimals, text) => {
    expect(formatFixed(value, decimals)).toBe(text);
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [-1e-20, '0'],
    [13.361389338970184, '13.36138933897018433'],
    [-180, '-180'],
    [0.5, '0.5'],
  ])('the coordinate %d is %s', (value, text) => {
    expect(formatHuman(value)).toBe(text);
  });
});

describe('sine, cosine and arc sine', () => {
  // The nearest doubles to the true values, which Math.sin misses for some of them on some engines.
  it.each([
    [0, 0, 1],
    [Math.PI, 1.2246467991473532e-16, -1],
    [Math.PI / 2, 1, 6.123233995736766e-17],
    [-Math.PI / 2, -1, 6.123233995736766e-17],
    [Math.PI / 6, 0.49999999999999994, 0.8660254037844387],
    [1, 0.8414709848078965, 0.5403023058681398],
    [-2, -0.9092974268256817, -0.4161468365471424],
    [3, 0.1411200080598672, -0.9899924966004454],
    [1e-300, 1e-300, 1],
  ])('of %d are right to the last bit', (angle, sine, cosine) => {
    expect(sin(angle)).toBe(sine);
    expect(cos(angle)).toBe(cosine);
  });

  it.each([
    [0, 0],
    [1, 1.5707963267948966],
    [0.5, 0.5235987755982989],
    [1e-300, 1e-300],
    [0.1, 0.1001674211615598],
    [0.9999999999999999, 1.5707963118937354],
  ])('the arc sine of %d is right to the last bit', (value, angle) => {
    expect(asin(value)).toBe(angle);
  });

  it('agree with those of JavaScript but for the last bits', () => {
    for (let angle = -3.1; angle < 3.1; angle += 0.0137) {
      expect(sin(angle)).toBeCloseTo(Math.sin(angle), 14);
      expect(cos(angle)).toBeCloseTo(Math.cos(angle), 14);
      expect(asin(Math.abs(sin(angle)))).toBeCloseTo(Math.asin(Math.abs(Math.sin(angle))), 14);
    }
  });
});
