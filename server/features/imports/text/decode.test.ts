/** Text files from any system. */
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode.ts';

describe('a text file', () => {
  it.each<[string, Buffer, string]>([
    ['in UTF-8', Buffer.from('caf\u00e9 \ud83d\ude80'), 'caf\u00e9 \ud83d\ude80'],
    ['in UTF-8 with a mark', Buffer.from('\ufeffcaf\u00e9'), 'caf\u00e9'],
    ['in UTF-16', Buffer.from('\ufeffcaf\u00e9', 'utf16le'), 'caf\u00e9'],
    ['in UTF-16, the other way round', Buffer.from('\ufeffcaf\u00e9', 'utf16le').swap16(), 'caf\u00e9'],
    ['from an old Windows', Buffer.from('caf\xe9 \x93x\x94', 'latin1'), 'caf\u00e9 \u201cx\u201d'],
    [
      'that says how it is written',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-2"?><a>\xb1</a>', 'latin1'),
      '<?xml version="1.0" encoding="ISO-8859-2"?><a>\u0105</a>',
    ],
    [
      'that says nonsense',
      Buffer.from('<?xml version="1.0" encoding="x-evil"?><a>\u00e9</a>'),
      '<?xml version="1.0" encoding="x-evil"?><a>\u00e9</a>',
    ],
    ['that is empty', Buffer.alloc(0), ''],
    ['of any bytes', Buffer.from([0x81, 0x00, 0xff]), '\u0081\u0000\u00ff'],
  ])('%s', (_name, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });
});
