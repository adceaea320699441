/**
 * People at work while things break: they answer quizzes, complete lessons, enroll, hand in files, and authors add lessons.
 * Each write goes through the ledger; afterwards everything is read back through the interface.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Ask, ask, must, upload } from './http.ts';
import { judge, Ledger, type Verdict } from './ledger.ts';
import { temporaryFolder } from './product.ts';
import type { Report } from './report.ts';
import { everything, newCourse, type Person, publish, type School } from './school.ts';

/** What the answers were, whatever the writers made of them. */
export class Tally {
  acked = 0;
  /** No whole answer: refused, reset, cut off. */
  unanswered = 0;
  readonly statuses = new Map<number, number>();
  unavailable_without_retry_after = 0;
  readonly milliseconds: number[] = [];
  readonly samples: string[] = [];
  note(answer: Answer, what: string): void {
    this.statuses.set(answer.status, (this.statuses.get(answer.status) ?? 0) + 1);
    this.milliseconds.push(answer.milliseconds);
    if ((answer.status === 503 || answer.status === 429) && !answer.headers['retry-after'])
      this.unavailable_without_retry_after++;
    if (answer.status >= 400 && answer.status !== 503 && this.samples.length < 5)
      this.samples.push(`${what}: ${answer.status} ${answer.bytes.toString().slice(0, 200)}`);
  }
  get other_5xx(): number {
    return [...this.statuses]
      .filter(([status]) => status >= 500 && status !== 503)
      .reduce((sum, [, n]) => sum + n, 0);
  }
  get refused_4xx(): number {
    return [...this.statuses]
      .filter(([status]) => status >= 400 && status < 500)
      .reduce((sum, [, n]) => sum + n, 0);
  }
}

type Write = (round: number) => Promise<void>;

export class Writers {
  readonly tally = new Tally();
  private readonly bases: readonly string[];
  private readonly ledger: Ledger;
  private readonly school: School;
  private readonly attempts = new Map<string, string>();
  private readonly grown: string[] = [];
  private turn = 0;
  private stopped = true;
  private running: Promise<unknown> = Promise.resolve();

  constructor(bases: readonly string[], ledger: Ledger, school: School) {
    this.bases = bases;
    this.ledger = ledger;
    this.school = school;
  }

  /** The next process in turn, as a load balancer without health checks would choose. */
  private get base(): string {
    return this.bases[this.turn++ % this.bases.length]!;
  }

  /** Every learner has an open attempt. */
  async prepare(): Promise<void> {
    for (const learner of this.school.learners) {
      const url = `${this.bases[0]}/api/quizzes/${this.school.course.quiz_id}/attempts/`;
      const { id } = await must(url, { method: 'POST', token: learner.token, body: {} });
      this.attempts.set(learner.id, String(id));
    }
  }

  /** Half of them answer, a quarter complete lessons, the rest enrolls, hands in files, and two author. */
  start(): void {
    this.stopped = false;
    const { learners } = this.school;
    const kinds: [share: number, make: (learner: Person, n: number) => Write, pace: number][] = [
      [0.375, (learner) => this.answers(learner), 20],
      [0.125, (learner) => this.answersTogether(learner), 20],
      [0.25, (learner) => this.progress(learner), 20],
      [0.125, (learner, n) => this.enrollments(learner, n), 300],
      [0.0625, (learner) => this.files(learner), 150],
      [0.0625, (_learner, n) => this.lessons(n), 300],
    ];
    const loops: Promise<void>[] = [];
    let next = 0;
    for (const [share, make, pace] of kinds)
      for (let n = 0; n < Math.max(1, Math.round(share * learners.length)) && next < learners.length; n++)
        loops.push(this.loop(make(learners[next++]!, n), pace));
    this.running = Promise.all(loops);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async loop(write: Write, pace: number): Promise<void> {
    for (let round = 1; !this.stopped; round++) {
      await write(round);
      await sleep(pace * (0.5 + Math.random()));
    }
  }

  /** One write on the books. @returns the answer when it was a success */
  async record(key: string, value: string, url: string, wanted: Ask): Promise<Answer | null> {
    const sent = await this.ledger.send(key, value);
    let answer: Answer;
    try {
      answer = await ask(this.base + url, wanted);
    } catch {
      this.tally.unanswered++;
      await sleep(100);
      return null;
    }
    this.tally.note(answer, `${wanted.method} ${url}`);
    if (answer.status < 300) {
      await this.ledger.acknowledge(sent);
      this.tally.acked++;
      return answer;
    }
    // A 5xx may come after the effect; only a 4xx says that nothing happened.
    if (answer.status < 500) await this.ledger.refuse(sent);
    else await sleep(50);
    return null;
  }

  private answers(learner: Person): Write {
    const attempt = this.attempts.get(learner.id)!;
    return async (round) => {
      const question = this.school.course.questions[round % 2]!;
      const text = `${learner.email} ${Date.now()} ${round}`;
      await this.record(
        `answer ${attempt} ${question}`,
        text,
        `/api/attempts/${attempt}/answers/${question}/`,
        {
          method: 'PUT',
          token: learner.token,
          body: { answer: { text }, sequence: Date.now() * 10 + (round % 10) },
        },
      );
    };
  }

  /** Three answers in one request: all or none. */
  private answersTogether(learner: Person): Write {
    const attempt = this.attempts.get(learner.id)!;
    return async (round) => {
      const text = `${learner.email} ${Date.now()} ${round}`;
      const sequence = Date.now() * 10 + (round % 10);
      await this.record(`answers ${attempt}`, text, `/api/attempts/${attempt}/answers/`, {
        method: 'PUT',
        token: learner.token,
        body: {
          answers: this.school.course.questions
            .slice(2, 5)
            .map((question_id) => ({ question_id, answer: { text }, sequence })),
        },
      });
    };
  }

  private progress(learner: Person): Write {
    return async (round) => {
      const { lessons } = this.school.course;
      const lesson_id = lessons[round % lessons.length]!;
      const completed = Math.floor(round / lessons.length) % 2 === 0;
      await this.record(`lesson ${learner.id} ${lesson_id}`, String(completed), '/api/progress/', {
        method: 'POST',
        token: learner.token,
        body: { lesson_id, completed },
      });
    };
  }

  private enrollments(_learner: Person, writer: number): Write {
    const { learners, courses } = this.school;
    const mine = learners.filter((_, n) => n % 4 === writer % 4);
    return async (round) => {
      const learner = mine[round % mine.length]!;
      const course = courses[Math.floor(round / mine.length)];
      if (!course) return;
      await this.record(
        `enrollment ${learner.id} ${course.id}`,
        'enrolled',
        `/api/courses/${course.id}/enroll/`,
        {
          method: 'POST',
          token: learner.token,
          body: {},
        },
      );
    };
  }

  private files(learner: Person): Write {
    return async (round) => {
      const name = `proof-${learner.id.slice(-6)}-${Date.now()}-${round}.pdf`;
      const bytes = Buffer.from(
        `%PDF-1.4\n% ${name}\n${name.repeat(20 + Math.floor(Math.random() * 2000))}\n%%EOF\n`,
      );
      await this.record(`file ${name}`, sha256(bytes), '/api/files/', {
        method: 'POST',
        token: learner.token,
        raw: upload('proof', name, 'application/pdf', bytes),
      });
    };
  }

  /** Every new lesson of a published course makes a new version of it: many rows in one write. */
  private lessons(writer: number): Write {
    let course_id = '';
    return async (round) => {
      if (!course_id || round % 30 === 0) {
        const made = await this.newGrowing(`Growing ${writer}-${Date.now()}`).catch(() => null);
        if (!made) return;
        course_id = made;
        this.grown.push(made);
      }
      const title = `Lesson ${writer}-${round}`;
      await this.record(`new lesson ${course_id} ${title}`, title, '/api/lessons/', {
        method: 'POST',
        token: this.school.admin,
        body: { course_id, title },
      });
    };
  }

  private async newGrowing(title: string): Promise<string> {
    const base = this.base;
    const { id } = await newCourse(base, this.school.admin, title, 1);
    await publish(base, this.school.admin, id);
    return id;
  }

  /** Everything that is there, in the words of the ledger. */
  async readBack(base = this.bases[0]!): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const add = (key: string, value: string) => found.set(key, [...(found.get(key) ?? []), value]);
    for (const learner of this.school.learners) {
      await this.readAnswers(base, learner, add);
      const rows = await everything(`${base}/api/progress/?course=${this.school.course.id}`, learner.token);
      for (const row of rows)
        add(`lesson ${learner.id} ${row['lesson_id']}`, String(row['completed_at'] !== null));
      for (const row of await everything(`${base}/api/enrollments/?mine=true`, learner.token))
        if (row['course_id'] !== this.school.course.id)
          add(`enrollment ${learner.id} ${row['course_id']}`, 'enrolled');
      for (const file of await everything(`${base}/api/files/`, learner.token))
        add(`file ${file['name']}`, await this.contentOf(base, learner, file));
    }
    for (const course_id of this.grown) await this.readLessons(base, course_id, add);
    return found;
  }

  private async readAnswers(
    base: string,
    learner: Person,
    add: (key: string, value: string) => void,
  ): Promise<void> {
    const attempt = this.attempts.get(learner.id)!;
    const paper = await must(`${base}/api/attempts/${attempt}/`, { token: learner.token });
    const saved = paper['answers'] as { question_id: string; answer: { text?: string } }[];
    const textOf = (question: string) =>
      saved.find(({ question_id }) => question_id === question)?.answer.text;
    for (const question of this.school.course.questions.slice(0, 2)) {
      const text = textOf(question);
      if (text !== undefined) add(`answer ${attempt} ${question}`, text);
    }
    const together = new Set(this.school.course.questions.slice(2, 5).map(textOf));
    if (together.size > 1) add(`answers ${attempt}`, 'torn');
    else for (const text of together) if (text !== undefined) add(`answers ${attempt}`, text);
  }

  private async contentOf(base: string, learner: Person, file: Record<string, unknown>): Promise<string> {
    const answer = await ask(`${base}/api/files/${file['id']}/content/`, { token: learner.token });
    return answer.status === 200 ? sha256(answer.bytes) : 'torn';
  }

  private async readLessons(
    base: string,
    course_id: string,
    add: (key: string, value: string) => void,
  ): Promise<void> {
    const rows = await everything(`${base}/api/lessons/?course=${course_id}`, this.school.admin);
    const orders = rows.map((row) => Number(row['order'])).toSorted((a, b) => a - b);
    if (orders.some((order, index) => order !== index + 1)) add(`order of ${course_id}`, 'torn');
    for (const row of rows)
      if (row['title'] !== 'Lesson 1') add(`new lesson ${course_id} ${row['title']}`, String(row['title']));
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** People at work from now on, with a ledger; both end with the report. */
export async function startWriting(
  report: Report,
  bases: readonly string[],
  school: School,
): Promise<{ ledger: Ledger; writers: Writers }> {
  const ledger = await Ledger.open(path.join(await temporaryFolder(report, 'ledger'), 'ledger.jsonl'));
  report.defer(() => ledger.close());
  const writers = new Writers(bases, ledger, school);
  report.defer(() => writers.stop());
  await writers.prepare();
  writers.start();
  return { ledger, writers };
}

/** A lesson's progress row exists from enrollment on: never having been written about, it says nothing. */
export async function settleAccounts(report: Report, writers: Writers, ledger: Ledger): Promise<Verdict> {
  const books = await ledger.read();
  const found = await writers.readBack();
  const isUntouched = (key: string) => key.startsWith('lesson ') && !books.get(key)?.ever.has('false');
  for (const [key, [value]] of found) if (value === 'false' && isUntouched(key)) found.delete(key);
  const verdict = judge(books, found);
  const { tally } = writers;
  report.counted('writes acknowledged', tally.acked);
  report.counted(
    'writes without an answer (either way is fine)',
    `${tally.unanswered}; things whose last write is open: ${verdict.unknown_present} there, ${verdict.unknown_absent} not`,
  );
  report.counted('things read back as acknowledged', verdict.acked_present);
  report.zero('lost', verdict.lost.length);
  report.zero('duplicates', verdict.duplicate.length);
  report.zero('torn', verdict.torn.length);
  for (const line of [...verdict.lost, ...verdict.duplicate, ...verdict.torn].slice(0, 10)) report.say(line);
  return verdict;
}
