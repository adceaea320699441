// Everything a lesson's text may hold. The server's cleaner keeps exactly these elements.
import { Link } from '@mantine/tiptap';
import { TableKit } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import type { AnyExtension } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { Callout } from './callout.tsx';
import { Picture } from './picture.tsx';
import { PictureUpload, type PictureUploadOptions } from './picture-upload.ts';
import { SlashCommand } from './slash-command.ts';
import { VideoEmbed } from './video-embed.tsx';

type ExtensionOptions = { placeholder: string; pictures: PictureUploadOptions };

export function lessonExtensions({ placeholder, pictures }: ExtensionOptions): AnyExtension[] {
  return [
    // A lesson's title is its first heading; the text begins one level below.
    StarterKit.configure({ heading: { levels: [2, 3, 4] }, link: false }),
    Link.configure({ openOnClick: false, defaultProtocol: 'https' }),
    TableKit.configure({ table: { resizable: false } }),
    Placeholder.configure({ placeholder, showOnlyCurrent: true }),
    Picture.configure({ allowBase64: false }),
    PictureUpload.configure(pictures),
    Callout,
    VideoEmbed,
    SlashCommand,
  ];
}

/** An editor that holds nothing still holds a paragraph. */
export const lessonHtml = (html: string): string => (html === '<p></p>' ? '' : html);
