/** One subject of `npm run bench` in a process of its own: it measures what its parent asks for. */
import {
  makeSubject,
  type Operation,
  type OperationName,
  type SubjectName,
} from './speed-subjects.js';
import { prepareTypeOperation, type TypeOperationName } from './type-operations.js';

/** What the parent asks for. */
export interface Question {
  readonly operation: OperationName | TypeOperationName;
  /** For an operation on a collection, how large that is; the first question about it makes it. */
  readonly size?: number;
  /** How long to measure. */
  readonly ms: number;
}

/** What the child answers; `perSecond` is `undefined` when the subject does not have the operation. */
export interface Answer {
  /** Operations a second of CPU time of the process. */
  readonly perCpuSecond?: number;
  /** Operations a second by the clock. */
  readonly perSecond?: number;
}

/** Operations between two looks at the clock; fewer where one takes longer. */
const BATCH = 100;
const BATCH_MS = 20;

const [name, port] = process.argv.slice(2) as [SubjectName, string];
const subject = await makeSubject(name, Number(port));

let prepared: { readonly name: string; readonly run: Operation } | undefined;

async function operationOf({ operation, size }: Question): Promise<Operation | undefined> {
  if (size === undefined) return subject.operations[operation as OperationName];
  const name = `${operation} ${size}`;
  if (subject.send === undefined) return undefined;
  if (prepared?.name !== name) {
    const run = await prepareTypeOperation(subject.send, operation as TypeOperationName, size);
    prepared = { name, run };
  }
  return prepared.run;
}

/** A subject without the command has no answer. */
async function answer(question: Question): Promise<Answer> {
  const run = await operationOf(question).catch(() => undefined);
  return run === undefined ? {} : measure(run, question.ms).catch(() => ({}));
}

async function measure(run: Operation, ms: number): Promise<Answer> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let done = 0;
  let elapsed = 0;
  let batch = 1;
  do {
    await run(batch);
    done += batch;
    elapsed = performance.now() - start;
    batch = Math.max(1, Math.min(BATCH, Math.floor((done / elapsed) * BATCH_MS)));
  } while (elapsed < ms);
  const { user, system } = process.cpuUsage(cpu);
  return { perCpuSecond: (done / (user + system)) * 1e6, perSecond: (done / elapsed) * 1e3 };
}

process.on('message', (question: Question) => {
  void answer(question).then((reply) => process.send!(reply));
});
process.on('disconnect', () => process.exit(0));
process.send!({});
