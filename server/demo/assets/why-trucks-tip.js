/**
 * The film's pictures, drawn by us: five scenes on a canvas of 640 x 360, each a function of the seconds since it began.
 * A plain script, so that the page beside it can be opened from a folder; it offers `window.film`.
 */
(() => {
  const ink = '#20253a';
  const strong = '#4b56d2';
  const dark = '#343d9f';
  const soft = '#a9b4f8';
  const amber = '#f2b872';
  const red = '#c8472b';
  const green = '#2d7a4e';
  const grey = '#c7ccd8';
  const paper = '#f4f5fb';
  const font = 'Inter, "Open Sans", "DejaVu Sans", sans-serif';

  /** 0 before `from`, 1 after `to`, eased between. */
  const ease = (t, from, to) => {
    const share = Math.min(1, Math.max(0, (t - from) / (to - from)));
    return share * share * (3 - 2 * share);
  };

  function pen(g) {
    const fill = (color, outline) => {
      g.fillStyle = color;
      g.beginPath();
      outline();
      g.fill();
    };
    const trace = (points) => {
      g.moveTo(...points[0]);
      for (const point of points.slice(1)) g.lineTo(...point);
    };
    const api = {
      g,
      rect: (x, y, w, h, color, r = 3) => fill(color, () => g.roundRect(x, y, w, h, r)),
      disc: (x, y, r, color) => fill(color, () => g.arc(x, y, r, 0, 7)),
      poly: (points, color) => fill(color, () => trace(points)),
      line: (points, color, width = 3, dash = []) => {
        g.strokeStyle = color;
        g.lineWidth = width;
        g.lineCap = 'round';
        g.lineJoin = 'round';
        g.setLineDash(dash);
        g.beginPath();
        trace(points);
        g.stroke();
        g.setLineDash([]);
      },
      text: (words, x, y, size = 20, color = ink, align = 'left', weight = 600) => {
        g.font = `${weight} ${size}px ${font}`;
        g.fillStyle = color;
        g.textAlign = align;
        g.fillText(words, x, y);
      },
      at: (x, y, turn, draw) => {
        g.save();
        g.translate(x, y);
        g.rotate(turn);
        draw();
        g.restore();
      },
      faded: (opacity, draw) => {
        g.save();
        g.globalAlpha *= opacity;
        draw();
        g.restore();
      },
      arrow: (x1, y1, x2, y2, color, width = 5) => {
        const length = Math.hypot(x2 - x1, y2 - y1) || 1;
        const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
        const head = width * 2.8;
        api.line(
          [
            [x1, y1],
            [x2 - dx * head, y2 - dy * head],
          ],
          color,
          width,
        );
        api.poly(
          [
            [x2, y2],
            [x2 - dx * head - dy * head * 0.6, y2 - dy * head + dx * head * 0.6],
            [x2 - dx * head + dy * head * 0.6, y2 - dy * head - dx * head * 0.6],
          ],
          color,
        );
      },
    };
    return api;
  }

  /** From the side, facing right; 0, 0 is the floor beneath the front axle. */
  function truckSide(p, lift, loaded) {
    p.line(
      [
        [-98, -78],
        [-90, -142],
        [-27, -142],
        [-11, -74],
      ],
      ink,
      5,
    );
    p.poly(
      [
        [-146, -29],
        [-146, -78],
        [-92, -82],
        [-78, -66],
        [-15, -66],
        [-15, -29],
      ],
      strong,
    );
    p.poly(
      [
        [-146, -29],
        [-146, -78],
        [-120, -80],
        [-120, -29],
      ],
      dark,
    );
    p.disc(-62, -114, 10, amber);
    p.rect(-77, -100, 31, 34, ink, 10);
    p.rect(13, Math.min(-180, -lift - 64), 6, Math.max(172, lift + 56), '#6b7386');
    p.rect(22, -lift - 54, 6, 56, ink);
    p.rect(24, -lift - 6, 90, 6, ink);
    if (loaded) {
      p.rect(30, -lift - 14, 82, 8, '#b98a55');
      p.rect(34, -lift - 72, 74, 57, soft, 5);
    }
    p.disc(0, -20, 20, ink);
    p.disc(0, -20, 8, grey);
    p.disc(-106, -17, 17, ink);
    p.disc(-106, -17, 6, grey);
  }

  /** From above, facing up; 0, 0 is the middle of the front axle. */
  function truckTop(p) {
    for (const x of [-62, 40]) p.rect(x, -30, 22, 52, ink, 6);
    for (const x of [-48, 32]) p.rect(x, 124, 16, 40, ink, 6);
    p.rect(-54, -22, 108, 220, strong, 14);
    p.rect(-54, 160, 108, 38, dark, 14);
    p.g.strokeStyle = '#fff';
    p.g.lineWidth = 4;
    p.g.strokeRect(-40, 40, 80, 92);
    p.rect(-48, -34, 96, 12, '#6b7386');
    p.rect(-36, -140, 14, 106, ink);
    p.rect(22, -140, 14, 106, ink);
  }

  /** From behind, standing on the floor at 0, 0. */
  function truckBack(p, load) {
    if (load > 120)
      p.line(
        [
          [-14, -70],
          [-14, -load],
          [14, -load],
          [14, -70],
        ],
        '#6b7386',
        5,
      );
    p.rect(-44, -load - 66, 88, 60, soft, 5);
    p.rect(-46, -load - 6, 92, 7, '#b98a55');
    p.rect(-40, -30, 14, 30, ink, 5);
    p.rect(26, -30, 14, 30, ink, 5);
    p.rect(-36, -78, 72, 60, strong, 10);
    p.line(
      [
        [-32, -78],
        [-28, -140],
        [28, -140],
        [32, -78],
      ],
      ink,
      5,
    );
    p.disc(0, -104, 11, amber);
  }

  function seesaw(p, t) {
    const loaded = ease(t, 2, 3);
    const lean = ease(t, 6.2, 7.4) * 0.09 - ease(t, 8, 8.8) * 0.09;
    p.line(
      [
        [40, 262],
        [600, 262],
      ],
      grey,
      4,
    );
    p.at(330, 262, lean, () => truckSide(p, 14 + ease(t, 3, 4) * 10, loaded > 0.5));
    p.poly(
      [
        [330, 264],
        [314, 292],
        [346, 292],
      ],
      amber,
    );
    if (t > 0.6) p.text('the front axle is the pivot', 330, 316, 16, ink, 'center', 500);
    if (t > 3.6) {
      p.arrow(404, 262, 404, 300, red, 6);
      p.arrow(198, 262, 198, 262 + 46 - ease(t, 6, 7) * 20, green, 6);
      p.text('load', 424, 300, 16, red);
      p.text('counterweight', 180, 300, 16, green, 'right');
    }
    if (t > 6.2) p.text('Too heavy: the rear wheels lift, and steering is gone.', 320, 72, 18, red, 'center');
  }

  function triangle(p, t) {
    p.at(210, 170, 0, () => {
      truckTop(p);
      p.faded(ease(t, 1.2, 2.4), () => {
        p.line(
          [
            [-51, 0],
            [51, 0],
            [0, 146],
            [-51, 0],
          ],
          amber,
          5,
        );
        p.faded(0.35, () =>
          p.poly(
            [
              [-51, 0],
              [51, 0],
              [0, 146],
            ],
            '#fff',
          ),
        );
      });
      const corners = [
        [-51, 0, 1.2],
        [51, 0, 1.8],
        [0, 146, 2.6],
      ];
      for (const [x, y, from] of corners) if (t > from) p.disc(x, y, 8, amber);
      const forward = ease(t, 5, 6.4) * 34;
      if (t > 4.2) p.disc(0, 58 - forward, 10, green);
    });
    const lines = [
      [1.2, 'Two corners: the front wheels.'],
      [2.6, 'The third: one bolt in the rear axle.'],
      [4.2, 'The centre of weight must stay inside.'],
      [5.4, 'A load moves it forward.'],
    ];
    lines.forEach(([from, words], index) => {
      if (t > from)
        p.faded(ease(t, from, from + 0.5), () =>
          p.text(words, 318, 128 + index * 44, 16, ink, 'left', index === 2 ? 600 : 500),
        );
    });
  }

  function bend(p, t, high) {
    const push = ease(t, 2, 4.4);
    const reach = high ? 66 : 26;
    const out = high && push > 0.86;
    p.at(150, 200, -push * 0.25, () => {
      truckTop(p);
      p.line(
        [
          [-51, 0],
          [51, 0],
          [0, 146],
          [-51, 0],
        ],
        amber,
        5,
      );
      p.line(
        [
          [0, 30],
          [push * reach, 30 - push * 6],
        ],
        out ? red : green,
        3,
        [4, 5],
      );
      p.disc(push * reach, 30 - push * 6, 10, out ? red : green);
    });
    p.line(
      [
        [320, 312],
        [620, 312],
      ],
      grey,
      4,
    );
    const tip = high ? ease(t, 4, 6.4) * 1.15 : ease(t, 2, 3.4) * 0.05 - ease(t, 4.6, 6) * 0.05;
    p.at((high ? 410 : 470) + (high ? 38 : 0), 312, tip, () =>
      p.at(high ? -38 : 0, 0, 0, () => truckBack(p, high ? 150 : 24)),
    );
    p.text(high ? 'Same bend, raised load' : 'A bend, forks low', 470, 64, 18, high ? red : green, 'center');
    if (!high && t > 4.4) p.text('It leans and comes back.', 470, 344, 16, ink, 'center', 500);
    if (high && t > 6) p.text('No driver is quick enough.', 420, 344, 16, red, 'center');
  }

  function habits(p, t) {
    const list = [
      ['Forks 15 cm above the floor', 0.4],
      ['Mast tilted back', 1.6],
      ['Brake before the bend', 2.8],
      ['Belt on, every time', 4],
    ];
    p.line(
      [
        [30, 312],
        [330, 312],
      ],
      grey,
      4,
    );
    p.at(210 + Math.sin(t * 1.4) * 16, 312, 0, () => truckSide(p, 14, true));
    list.forEach(([words, from], index) => {
      const shown = ease(t, from, from + 0.5);
      p.faded(shown, () => {
        p.disc(366, 112 + index * 48, 14, green);
        p.line(
          [
            [360, 112 + index * 48],
            [365, 117 + index * 48],
            [373, 106 + index * 48],
          ],
          '#fff',
          3,
        );
        p.text(words, 392, 118 + index * 48, 18, ink, 'left', 500);
      });
    });
    p.faded(ease(t, 5.6, 6.2), () => {
      p.rect(350, 288, 270, 46, red, 8);
      p.text('If it tips: stay in, hold tight,', 485, 307, 14, '#fff', 'center');
      p.text('lean away.', 485, 325, 14, '#fff', 'center');
    });
  }

  const scenes = [
    { seconds: 10, title: '1  The truck is a see-saw', draw: seesaw },
    { seconds: 10, title: '2  It stands on a triangle', draw: triangle },
    { seconds: 8, title: '3  What a bend does', draw: (p, t) => bend(p, t, false) },
    { seconds: 9, title: '4  The higher, the further', draw: (p, t) => bend(p, t, true) },
    { seconds: 11, title: '5  What you do about it', draw: habits },
  ];
  const total = scenes.reduce((sum, scene) => sum + scene.seconds, 0);

  function draw(g, seconds) {
    const p = pen(g);
    p.rect(0, 0, 640, 360, paper, 0);
    let start = 0;
    for (const scene of scenes) {
      const t = seconds - start;
      if (t < scene.seconds || scene === scenes.at(-1)) {
        // The very first picture is what players show before the film runs.
        p.faded(start === 0 ? 1 : ease(t, 0, 0.4), () => scene.draw(p, t));
        p.rect(0, 0, 640, 44, ink, 0);
        p.text(scene.title, 24, 29, 18, '#fff');
        break;
      }
      start += scene.seconds;
    }
    p.rect(0, 356, (640 * seconds) / total, 4, strong, 0);
  }

  window.film = { draw, seconds: total };
})();
