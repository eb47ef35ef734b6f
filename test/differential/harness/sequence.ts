import { KEYS, type CommandGenerator } from '../generators/arguments.js';
import { Dice } from '../generators/dice.js';
import type { Mixture, Scenario } from '../generators/index.js';
import { isExcluded } from './exclusions.js';
import { EXPIRE, toStep, type Step } from './step.js';

/** A step goes through another connection than the one before once in so many times. */
const SWITCH = 8;
/** A key expires, unswept, once in so many steps. */
const EXPIRES = 400;
/** A command is damaged once in so many times. */
const DAMAGE = 40;

/**
 * The commands of a scenario that a seed stands for.
 * @param length how many commands, without the preamble
 */
export function randomSequence(seed: number, scenario: Scenario, length: number): Step[] {
  const dice = new Dice(seed);
  const steps = scenario.preamble.map(toStep);
  let on = 1;
  for (let i = 0; i < length; i++) {
    if (dice.once(SWITCH)) on = 1 + dice.below(scenario.connections ?? 2);
    steps.push(
      dice.once(EXPIRES)
        ? { on, argv: [EXPIRE, dice.pick(KEYS)] }
        : randomCommand(dice, scenario.mixture, on),
    );
  }
  return steps;
}

function randomCommand(dice: Dice, mixture: Mixture, usual: number): Step {
  const groups = mixture.map(([commands, weight]) => ({ commands, weight }));
  for (;;) {
    const { name, args, on = usual } = weighted(dice, weighted(dice, groups).commands);
    const argv = [dice.once(10) ? name.toLowerCase() : name, ...args.flatMap((arg) => arg(dice))];
    if (dice.once(DAMAGE)) damage(dice, argv);
    if (!isExcluded(argv)) return { on, argv };
  }
}

function weighted<T extends Pick<CommandGenerator, 'weight'>>(
  dice: Dice,
  choices: readonly T[],
): T {
  let point = dice.below(choices.reduce((sum, { weight }) => sum + weight, 0));
  for (const choice of choices) {
    point -= choice.weight;
    if (point < 0) return choice;
  }
  throw new Error('A group without commands');
}

/** Takes an argument away, repeats one, or adds one that nobody asked for. */
function damage(dice: Dice, argv: string[]): void {
  const at = 1 + dice.below(argv.length);
  const kind = dice.below(3);
  if (kind === 0) argv.splice(at, 1);
  else argv.splice(at, 0, kind === 1 ? argv[at - 1]! : dice.pick(['', 'NX', '0', 'junk', '\0']));
}
