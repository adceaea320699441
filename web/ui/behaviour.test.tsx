// How the smaller patterns behave for a person with a keyboard.
import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderWithProviders } from '#web/testing/render.tsx';
import { ActionMenu } from './ActionMenu.tsx';
import { BarChart } from './BarChart.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { DateTime } from './DateTime.tsx';
import { DueDate } from './DueDate.tsx';
import { ErrorSummary } from './ErrorSummary.tsx';
import { FileDrop } from './FileDrop.tsx';
import { FilterBar } from './FilterBar.tsx';
import { FormActions } from './FormActions.tsx';
import { PageHeader } from './PageHeader.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { SaveState } from './SaveState.tsx';
import { SidePanel } from './SidePanel.tsx';
import { notifyUndo } from './toast-store.ts';

describe('ActionMenu', () => {
  it('opens, runs the action and gives the focus back', async () => {
    const onSelect = vi.fn();
    const { user } = await renderWithProviders(
      <ActionMenu actions={[{ label: 'Edit', onSelect }, { label: 'Copy' }]} />,
    );
    await user.click(screen.getByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
    expect(onSelect).toHaveBeenCalledOnce();
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More actions' })),
    );
  });

  it('says why an action cannot be used', async () => {
    const actions = [
      { label: 'Enroll', unavailable: 'Publish the course first.', onSelect: () => undefined },
    ];
    const { user } = await renderWithProviders(<ActionMenu actions={actions} />);
    await user.click(screen.getByRole('button', { name: 'More actions' }));
    expect((await screen.findByRole('menuitem')).textContent).toContain('Publish the course first.');
  });
});

describe('FilterBar', () => {
  const filters = [{ id: 'category', label: 'Category', options: [{ value: 'safety', label: 'Safety' }] }];

  it('adds a filter and takes it away', async () => {
    const onChange = vi.fn();
    const { user, rerender } = await renderWithProviders(<FilterBar filters={filters} onChange={onChange} />);
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Safety' }));
    expect(onChange).toHaveBeenCalledWith('category', 'safety');
    rerender(<FilterBar filters={filters} values={{ category: 'safety' }} onChange={onChange} />);
    await user.click(screen.getByRole('button', { name: 'Remove filter Category: Safety' }));
    expect(onChange).toHaveBeenLastCalledWith('category', undefined);
  });

  it('searches a moment after the last key, and at once with Enter', async () => {
    const onSearch = vi.fn();
    const search = { value: '', label: 'Search courses', onChange: onSearch };
    const { user } = await renderWithProviders(<FilterBar search={search} />);
    await user.type(screen.getByRole('searchbox', { name: 'Search courses' }), 'fork{Enter}');
    expect(onSearch).toHaveBeenCalledWith('fork');
  });
});

describe('toasts', () => {
  it('take a change back by button and by Ctrl+Z', async () => {
    const undo = vi.fn();
    const { user } = await renderWithProviders(<p>Page</p>);
    act(() => void notifyUndo('12 people reminded', undo, 'Undo'));
    expect(screen.getByRole('region', { name: 'Messages' }).textContent).toContain('12 people reminded');
    await user.keyboard('{Control>}z{/Control}');
    expect(undo).toHaveBeenCalledOnce();
    expect(screen.queryByText('12 people reminded')).toBeNull();
  });
});

describe('forms', () => {
  const refused = {
    code: 'input.invalid',
    status: 400,
    params: {},
    errors: [
      { path: 'title', code: 'too_small', message: 'Too small: expected string to have >=1 characters' },
    ],
  };

  it('name each field that needs another look and lead to it', async () => {
    const { user } = await renderWithProviders(
      <>
        <ErrorSummary error={refused} labels={{ title: 'Course name' }} />
        <input id="title" aria-label="Course name" />
      </>,
    );
    expect(screen.getByRole('alert').textContent).toContain('Too short or too small.');
    expect(screen.getByRole('alert').textContent).not.toContain('expected string');
    await user.click(screen.getByRole('link', { name: 'Course name' }));
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
  });

  it('say why they cannot be sent, and are not sent', async () => {
    const onSubmit = vi.fn((event: React.FormEvent) => event.preventDefault());
    const { user } = await renderWithProviders(
      <form onSubmit={onSubmit}>
        <FormActions submit="Publish" unavailable="Module 3 is empty." />
      </form>,
    );
    const button = screen.getByRole('button', { name: 'Publish' });
    expect(document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'Module 3 is empty.',
    );
    await user.click(button);
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it('say when the words are safe', async () => {
    await renderWithProviders(<SaveState value={{ kind: 'saved', saved_at: '2026-11-17T09:42:07Z' }} />);
    expect(screen.getByText('Saved 10:42:07')).toBeTruthy();
  });
});

describe('SidePanel', () => {
  it('takes the focus, closes with Escape and gives the focus back', async () => {
    const onClose = vi.fn();
    const { user, rerender } = await renderWithProviders(<button type="button">Row</button>);
    screen.getByRole('button', { name: 'Row' }).focus();
    const panel = (
      <SidePanel title="Mikkel Strand" onClose={onClose}>
        Evidence
      </SidePanel>
    );
    rerender(
      <>
        <button type="button">Row</button>
        {panel}
      </>,
    );
    expect(screen.getByRole('complementary', { name: 'Mikkel Strand' })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalledOnce();
  });
});

describe('ConfirmDialog', () => {
  it('begins on the harmless button and runs only when confirmed', async () => {
    const onConfirm = vi.fn();
    const { user } = await renderWithProviders(
      <ConfirmDialog
        isOpen
        onClose={() => undefined}
        title="Delete for good?"
        confirm="Delete"
        onConfirm={onConfirm}
      />,
    );
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep it'));
    await user.click(screen.getByRole('button', { name: 'Delete' }));
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});

describe('FileDrop', () => {
  it('sends what is allowed, refuses the rest with words, and can try again', async () => {
    const send = vi.fn().mockRejectedValueOnce(new Error('lost')).mockResolvedValue(undefined);
    const { user } = await renderWithProviders(<FileDrop kinds="PDF" accept={['.pdf']} send={send} />);
    const field = screen.getByLabelText('Drop files here, or choose them') as HTMLInputElement;
    field.removeAttribute('accept');
    await user.upload(field, [new File(['a'], 'rules.pdf'), new File(['b'], 'virus.exe')]);
    expect(await screen.findByText('Not uploaded')).toBeTruthy();
    expect(screen.getByText('This kind of file is not accepted')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Uploaded')).toBeTruthy();
    expect(send).toHaveBeenCalledTimes(2);
  });
});

describe('what is shown', () => {
  it('a page header names the page and its window', async () => {
    await renderWithProviders(
      <PageHeader
        title="Courses"
        state="Two drafts wait."
        breadcrumbs={[{ label: 'Teach', href: '/teach' }]}
      />,
    );
    expect(screen.getByRole('heading', { level: 1, name: 'Courses' })).toBeTruthy();
    expect(document.title).toBe('Courses · Lyceum');
    expect(screen.getByRole('link', { name: 'Teach' }).getAttribute('href')).toBe('/teach');
  });

  it('progress is a floored figure in text and for screen readers', async () => {
    await renderWithProviders(
      <ProgressBar percent={99.9} label="Forklift safety" detail="13 of 14 lessons" />,
    );
    const bar = screen.getByRole('progressbar', { name: 'Forklift safety' });
    expect(bar.getAttribute('aria-valuenow')).toBe('99');
    expect(bar.getAttribute('aria-valuetext')).toBe('99 %, 13 of 14 lessons');
    expect(screen.getByText(/^99\s%$/)).toBeTruthy();
  });

  it('a moment has its zone in words and a second zone in its title', async () => {
    await renderWithProviders(<DateTime value="2026-11-20T16:00:00Z" second_zone="America/New_York" />);
    const time = screen.getByText(/20 Nov 2026/).closest('time');
    expect(time?.textContent).toBe('20 Nov 2026, 17:00 CET');
    expect(time?.title).toBe('2026-11-20T16:00:00Z · 11:00 America/New_York');
  });

  it('a due date says how late it is and when it was', async () => {
    await renderWithProviders(<DueDate due_at="2026-11-13T16:00:00Z" />);
    expect(screen.getByText('Overdue by 4 days')).toBeTruthy();
    expect(screen.getByText(/Fri 13 Nov 2026/)).toBeTruthy();
  });

  it('a chart has the same figures as a table', async () => {
    const points = [{ label: 'Warehouse', value: 31 }];
    const { user } = await renderWithProviders(
      <BarChart title="Warehouse leads" points={points} heads={{ label: 'Where', value: 'Overdue' }} />,
    );
    await user.click(screen.getByRole('button', { name: 'Show as table' }));
    expect(screen.getByRole('row', { name: 'Warehouse 31' })).toBeTruthy();
  });
});
