/** What a file is, what it is called, which part of it was asked for: tables of cases, hostile ones included. */
import { describe, expect, it } from 'vitest';
import type { FilePurpose } from '#contract/files.ts';
import { recognize } from './file-kinds.rules.ts';
import { cleanName, contentDisposition, withExtension } from './names.rules.ts';
import { byteRange, isNotModified } from './ranges.rules.ts';

const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part, 'latin1'))),
  );

const png = bytes(0x89, 'PNG\r\n', 0x1a, '\n', 'IHDR');
const jpeg = bytes(0xff, 0xd8, 0xff, 0xe0, 'JFIF');
const webp = bytes('RIFF\x10\x00\x00\x00WEBPVP8 ');
const mp4 = bytes('\x00\x00\x00\x18ftypisom\x00\x00\x02\x00');
const webm = bytes(0x1a, 0x45, 0xdf, 0xa3, '\x9fB\x86\x81\x01B\x82\x84webm');
const html = bytes('<!doctype html><script>alert(1)</script>');
const svg = bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');

describe('a file is recognized', () => {
  it.each<[string, Buffer, string, FilePurpose, string]>([
    ['a PNG portrait', png, 'me.PNG', 'avatar', 'image/png'],
    ['a JPEG cover', jpeg, 'cover.jpeg', 'cover', 'image/jpeg'],
    ['a WebP picture', webp, 'a.webp', 'lesson', 'image/webp'],
    ['an animated GIF', bytes('GIF89a\x01\x00'), 'a.gif', 'lesson', 'image/gif'],
    ['an MP4 video', mp4, 'talk.mp4', 'lesson', 'video/mp4'],
    ['an Apple MP4 video', bytes('\x00\x00\x00\x20ftypM4V \x00\x00'), 'talk.m4v', 'lesson', 'video/mp4'],
    ['a WebM video', webm, 'talk.webm', 'lesson', 'video/webm'],
    ['an MP3 with a tag', bytes('ID3\x04\x00'), 'a.mp3', 'lesson', 'audio/mpeg'],
    ['an MP3 without a tag', bytes(0xff, 0xfb, 0x90, 0x64), 'a.mp3', 'lesson', 'audio/mpeg'],
    ['a PDF', bytes('%PDF-1.7\n'), 'Handout.pdf', 'lesson', 'application/pdf'],
    ['captions', bytes('WEBVTT\n\n00:00.000 --> 00:01.000\nHi'), 'a.vtt', 'lesson', 'text/vtt'],
    ['captions with a byte order mark', bytes('\xef\xbb\xbfWEBVTT\n'), 'a.vtt', 'lesson', 'text/vtt'],
    ['an Open edX export', bytes('PK\x03\x04\x14\x00'), 'course.zip', 'import', 'application/zip'],
    ['GIFT questions', bytes('::Q1:: 1+1 {=2}'), 'q.gift', 'import', 'text/plain'],
    ['GIFT questions in an old code page', bytes('// caf\xe9\n'), 'q.txt', 'import', 'text/plain'],
    ['Moodle XML', bytes('<?xml version="1.0"?><quiz/>'), 'q.xml', 'import', 'application/xml'],
    [
      'Moodle XML in UTF-16',
      bytes('\xff\xfe<\x00?\x00x\x00m\x00l\x00'),
      'q.xml',
      'import',
      'application/xml',
    ],
  ])('%s', (_name, head, name, purpose, mediaType) => {
    expect(recognize(head, name, purpose)?.media_type).toBe(mediaType);
  });
});

describe('a file is refused', () => {
  it.each<[string, Buffer, string, FilePurpose]>([
    ['a page', html, 'a.html', 'lesson'],
    ['a page called PDF', html, 'a.pdf', 'lesson'],
    ['a page called PNG', html, 'a.png', 'avatar'],
    ['a page called PNG in a list of names', html, 'a.png.html', 'lesson'],
    ['a page called captions', html, 'a.vtt', 'lesson'],
    ['a page with a PDF further down', bytes('<html>%PDF-1.7'), 'a.pdf', 'lesson'],
    ['a drawing that can run script', svg, 'a.svg', 'lesson'],
    ['a drawing called PNG', svg, 'a.png', 'avatar'],
    ['a GIF header in front of script', bytes('GIF89a/*'), 'a.js', 'lesson'],
    ['a PNG called JPEG', png, 'a.jpg', 'avatar'],
    ['a HEIC picture called MP4', bytes('\x00\x00\x00\x18ftypheic'), 'a.mp4', 'lesson'],
    ['an AVIF picture called MP4', bytes('\x00\x00\x00\x18ftypavif'), 'a.mp4', 'lesson'],
    [
      'a Matroska film called WebM',
      bytes(0x1a, 0x45, 0xdf, 0xa3, '\x42\x82\x88matroska'),
      'a.webm',
      'lesson',
    ],
    ['a RIFF sound called WebP', bytes('RIFF\x10\x00\x00\x00WAVE'), 'a.webp', 'lesson'],
    ['random bytes called MP3', bytes(0xff, 0xff, 0xff, 0xff), 'a.mp3', 'lesson'],
    ['MPEG layer II called MP3', bytes(0xff, 0xfd, 0x90, 0x64), 'a.mp3', 'lesson'],
    ['a program', bytes('MZ\x90\x00'), 'a.exe', 'lesson'],
    ['a program called ZIP', bytes('MZ\x90\x00'), 'a.zip', 'import'],
    ['an archive for a lesson', bytes('PK\x03\x04'), 'a.zip', 'lesson'],
    ['a video as portrait', mp4, 'a.mp4', 'avatar'],
    ['a PDF as cover', bytes('%PDF-1.7'), 'a.pdf', 'cover'],
    ['text with NUL bytes', bytes('abc\x00def'), 'a.txt', 'import'],
    ['text called XML', bytes('hello'), 'a.xml', 'import'],
    ['nothing', Buffer.alloc(0), 'a.txt', 'import'],
    ['nothing called PNG', Buffer.alloc(0), 'a.png', 'avatar'],
    ['no extension', png, 'picture', 'avatar'],
    ['a name that is only an extension', png, '.png.', 'avatar'],
  ])('%s', (_name, head, name, purpose) => {
    expect(recognize(head, name, purpose)).toBeNull();
  });
});

describe('a name is cleaned', () => {
  it.each([
    ['Übung 1.pdf', 'Übung 1.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\a.png', 'a.png'],
    ['a\r\nSet-Cookie: x=1.png', 'aSet-Cookie_ x=1.png'],
    ['a\u0000.png', 'a.png'],
    ['invoice\u202egnp.exe', 'invoicegnp.exe'],
    ['a"b<c>d|e?f*.png', 'a_b_c_d_e_f_.png'],
    ['  .hidden.  ', 'hidden'],
    ['...', 'file'],
    ['', 'file'],
    ['/', 'file'],
    ['e\u0301.txt', 'é.txt'],
    [`${'x'.repeat(300)}.jpeg`, `${'x'.repeat(195)}.jpeg`],
    ['😀'.repeat(300), '😀'.repeat(200)],
    ['\ud800.png', '\ufffd.png'],
  ])('%j becomes %j', (given, cleaned) => {
    expect(cleanName(given)).toBe(cleaned);
    expect(cleanName(cleaned)).toBe(cleaned);
  });

  it('gets the extension of what is really stored', () => {
    expect(withExtension('photo.final.JPG', 'webp')).toBe('photo.final.webp');
    expect(withExtension('.png', 'webp')).toBe('file.webp');
  });

  it.each([
    ['a.pdf', `attachment; filename="a.pdf"; filename*=UTF-8''a.pdf`],
    ['Übung 1.pdf', `attachment; filename="Ubung 1.pdf"; filename*=UTF-8''%C3%9Cbung%201.pdf`],
    ['a"b\\c.pdf', `attachment; filename="a_b_c.pdf"; filename*=UTF-8''a%22b%5Cc.pdf`],
    ["it's (1)*.pdf", `attachment; filename="it's (1)*.pdf"; filename*=UTF-8''it%27s%20%281%29%2A.pdf`],
    ['报告.pdf', `attachment; filename="__.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A.pdf`],
  ])('%j is announced so that every client saves it under that name', (name, header) => {
    expect(contentDisposition('attachment', name)).toBe(header);
  });
});

describe('a byte range', () => {
  it.each<[string | undefined, ReturnType<typeof byteRange>]>([
    [undefined, null],
    ['bytes=0-99', { start: 0, end: 99 }],
    ['bytes=0-', { start: 0, end: 999 }],
    ['bytes=990-2000', { start: 990, end: 999 }],
    ['bytes=-10', { start: 990, end: 999 }],
    ['bytes=-5000', { start: 0, end: 999 }],
    ['bytes=999-999', { start: 999, end: 999 }],
    ['bytes=1000-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['items=0-1', null],
    ['bytes=a-b', null],
    ['bytes=99999999999999999999-', null],
  ])('%j of 1000 bytes', (header, range) => {
    expect(byteRange(header, 1000)).toEqual(range);
  });

  it('of an empty file cannot be given', () => {
    expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable');
  });
});

describe('a copy the browser has', () => {
  it.each<[string | undefined, boolean]>([
    ['"abc"', true],
    ['W/"abc"', true],
    ['"x", "abc"', true],
    ['*', true],
    ['"x"', false],
    [undefined, false],
  ])('If-None-Match %j', (header, good) => {
    expect(isNotModified(header, '"abc"')).toBe(good);
  });
});
