// Reports of a visit: everything that happened arrives once, also when the line fails in between.
import { describe, expect, it } from 'vitest';
import { createVisitSender, type Visit } from './visit-sender.ts';

function aSender() {
  let now_ms = 0;
  let isDown = false;
  let release: (() => void) | undefined;
  const sent: Visit[] = [];
  const sender = createVisitSender({
    now_ms: () => now_ms,
    send: async (visit) => {
      if (release === undefined && isDown) throw new Error('offline');
      sent.push(visit);
    },
  });
  return {
    sender,
    sent,
    pass: (seconds: number) => {
      now_ms += seconds * 1000;
    },
    cut: () => {
      isDown = true;
    },
    mend: () => {
      isDown = false;
    },
  };
}

describe('the reports of a visit', () => {
  it('carry only what is new', async () => {
    const { sender, sent, pass } = aSender();
    await sender.flush();
    sender.note({ position_seconds: 3.9, played: [0, 3], media_seconds: 61.8 });
    pass(4);
    await sender.flush();
    pass(10);
    await sender.flush();
    expect(sent).toEqual([
      {},
      { position_seconds: 3, watched_ranges: [[0, 3]], media_seconds: 61, seconds_spent: 4 },
      { seconds_spent: 10 },
    ]);
  });

  it('lose nothing when one does not get through', async () => {
    const { sender, sent, pass, cut, mend } = aSender();
    cut();
    sender.note({ position_seconds: 5, played: [0, 5] });
    pass(5);
    await expect(sender.flush()).rejects.toThrow('offline');
    expect(sender.unsent().ranges).toEqual([[0, 5]]);
    sender.note({ position_seconds: 9, played: [5, 9] });
    pass(4);
    mend();
    await sender.flush();
    expect(sent).toEqual([{ position_seconds: 9, watched_ranges: [[0, 9]], seconds_spent: 9 }]);
    expect(sender.unsent().ranges).toEqual([]);
  });

  it('count no time while nobody looks', async () => {
    const { sender, sent, pass } = aSender();
    pass(7);
    sender.setVisible(false);
    pass(600);
    sender.setVisible(true);
    pass(2);
    await sender.flush();
    expect(sent).toEqual([{ seconds_spent: 9 }]);
  });

  it('keep what is not a whole second for later', async () => {
    const { sender, sent, pass } = aSender();
    pass(1.6);
    await sender.flush();
    pass(1.6);
    await sender.flush();
    expect(sent.map(({ seconds_spent }) => seconds_spent)).toEqual([1, 2]);
  });

  it('hand their content to a request that carries it along, and take it back', () => {
    const { sender } = aSender();
    sender.note({ position_seconds: 5, played: [0, 5], media_seconds: 60 });
    const visit = sender.take();
    expect(visit).toEqual({ position_seconds: 5, watched_ranges: [[0, 5]], media_seconds: 60 });
    expect(sender.take()).toEqual({});
    sender.putBack(visit);
    expect(sender.unsent()).toEqual({ ranges: [[0, 5]], media_seconds: 60 });
  });
});

describe('two reports at once', () => {
  it('wait for each other, except while the page is being left', async () => {
    const sent: boolean[] = [];
    const finish: (() => void)[] = [];
    const sender = createVisitSender({
      now_ms: () => 0,
      send: (_visit, { isLeaving }) => {
        sent.push(isLeaving);
        return new Promise((resolve) => finish.push(resolve));
      },
    });
    const first = sender.flush();
    await sender.flush();
    expect(sent).toEqual([false]);
    const last = sender.flush({ isLeaving: true });
    expect(sent).toEqual([false, true]);
    for (const done of finish) done();
    await Promise.all([first, last]);
    void sender.flush();
    expect(sent).toEqual([false, true, false]);
  });
});
