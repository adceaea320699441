/**
 * Starts a real Chromium: the one from CHROMIUM_PATH, or the one inside an npm package, which needs no installation and runs as
 * root.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

let launched: Promise<Browser> | undefined;

/** One for all visits of a process, whoever comes first. */
export function launchBrowser(): Promise<Browser> {
  launched ??= launch();
  return launched;
}

async function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? (await packagedChromium()),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

async function packagedChromium(): Promise<string> {
  // The package unpacks its own libraries only when it believes to be in a function runtime; and into TMPDIR, which two users
  // of one machine must not share.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs20.x';
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lyceum-chromium-'));
  process.env['TMPDIR'] = folder;
  const { default: packaged } = await import('@sparticuz/chromium');
  const executable = await packaged.executablePath();
  // Its own configuration names /tmp/fonts, wherever it unpacked them; a renderer without any font crashes.
  writeFileSync(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
  process.env['FONTCONFIG_FILE'] = path.join(folder, 'fonts.conf');
  return executable;
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}
