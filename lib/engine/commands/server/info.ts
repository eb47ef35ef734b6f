import { VerbatimReply } from '../../reply.js';
import { strings } from '../args.js';
import { command } from '../spec.js';
import { INFO_SECTIONS, type InfoSection } from './info-sections.js';

/** The sections that the words ask for, each once, in their own order. */
function chosen(words: readonly string[]): readonly InfoSection[] {
  const wanted = new Set(words.map((word) => word.toLowerCase()));
  if (wanted.has('all') || wanted.has('everything')) return INFO_SECTIONS;
  const standard = wanted.size === 0 || wanted.has('default');
  return INFO_SECTIONS.filter(
    (section) => wanted.has(section.name) || (standard && section.standard),
  );
}

export const info = command({
  name: 'INFO',
  since: '1.0.0',
  group: 'server',
  summary: 'Return what the server knows about itself, all of it or some sections.',
  complexity: 'O(1)',
  flags: ['loading', 'stale'],
  categories: ['@dangerous'],
  tips: ['nondeterministic_output', 'request_policy:all_shards', 'response_policy:special'],
  args: [strings('section', 0)],
  execute({ engine, now }, words) {
    const sections = chosen(words).map(({ title, fields }) => {
      const lines = fields(engine, now).map(([name, value]) => `${name}:${value}\r\n`);
      return `# ${title}\r\n${lines.join('')}`;
    });
    return new VerbatimReply(sections.join('\r\n'));
  },
});
