// What people do with a table: sort, select, walk with the arrows, open, turn the page; on a phone it is a list.
import { screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { renderWithProviders } from '#web/testing/render.tsx';
import type { SamplePerson } from '#web/testing/samples.ts';
import { samplePeople } from '#web/testing/samples.ts';
import { setViewport } from '#web/testing/setup.ts';
import { DataTable, type DataTableProps } from './DataTable.tsx';

const columns: DataTableProps<SamplePerson>['columns'] = [
  { id: 'name', header: 'Person', ordering: 'display_name', cell: (row) => row.display_name },
  { id: 'overdue', header: 'Overdue', ordering: 'overdue', cell: (row) => row.overdue },
  {
    id: 'more',
    header: '',
    label: 'Actions',
    is_action: true,
    cell: () => <button type="button">Remind</button>,
  },
];
const base = {
  caption: 'People',
  columns,
  rows: samplePeople.slice(0, 3),
  rowKey: (row: SamplePerson) => row.id,
  count: 60,
  page: 2,
  pageSize: 3,
};

const wide: typeof columns = [
  { id: 'name', header: 'Person', cell: (row) => row.display_name, text: (row) => row.display_name },
  { id: 'key', header: 'Key', text: (row) => row.id },
  { id: 'position', header: 'Position', cell: (row) => row.position, text: (row) => row.position },
  { id: 'overdue', header: 'Overdue', cell: (row) => row.overdue, text: (row) => row.overdue },
];

function Held({ onOpen }: { onOpen: (row: SamplePerson) => void }) {
  const [selection, setSelection] = useState<Set<string>>(new Set());
  return <DataTable {...base} onOpen={onOpen} selection={selection} onSelection={setSelection} />;
}

describe('DataTable', () => {
  it('sorts by a head and says so', async () => {
    const onOrdering = vi.fn();
    const { user } = await renderWithProviders(
      <DataTable {...base} ordering="overdue" onOrdering={onOrdering} />,
    );
    expect(screen.getByRole('columnheader', { name: 'Overdue' }).getAttribute('aria-sort')).toBe('ascending');
    await user.click(screen.getByRole('button', { name: 'Overdue' }));
    expect(onOrdering).toHaveBeenCalledWith('-overdue');
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
  });

  it('walks with the arrows, opens with Enter, selects with Space', async () => {
    const onOpen = vi.fn();
    const { user } = await renderWithProviders(<Held onOpen={onOpen} />);
    const [, first, second] = screen.getAllByRole('row');
    first?.focus();
    await user.keyboard('{ArrowDown}{Enter} ');
    expect(document.activeElement).toBe(second);
    expect(onOpen).toHaveBeenCalledWith(samplePeople[1]);
    expect(screen.getByText('1 selected')).toBeTruthy();
  });

  it('opens by a click on the row, but not by a click on a button in it', async () => {
    const onOpen = vi.fn();
    const { user } = await renderWithProviders(<DataTable {...base} onOpen={onOpen} />);
    await user.click(screen.getAllByRole('button', { name: 'Remind' })[0] as HTMLElement);
    expect(onOpen).not.toHaveBeenCalled();
    await user.click(screen.getByText('Sofie Kjær'));
    expect(onOpen).toHaveBeenCalledWith(samplePeople[2]);
  });

  it('says where one is and turns the page', async () => {
    const onPage = vi.fn();
    const { user } = await renderWithProviders(<DataTable {...base} onPage={onPage} />);
    expect(screen.getByText('4 to 6 of 60')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(onPage).toHaveBeenCalledWith(3);
  });

  it('selects the whole page and offers what can be done', async () => {
    const onSelection = vi.fn();
    const { user } = await renderWithProviders(
      <DataTable
        {...base}
        selection={new Set(['elsewhere'])}
        onSelection={onSelection}
        bulkActions={<button type="button">Archive</button>}
      />,
    );
    await user.click(screen.getByRole('checkbox', { name: 'Select all rows of this page' }));
    expect(Array.from(onSelection.mock.lastCall?.[0] ?? [])).toEqual([
      'elsewhere',
      'person-0',
      'person-1',
      'person-2',
    ]);
    expect(within(screen.getByRole('region', { name: 'Selected rows' })).getByText('Archive')).toBeTruthy();
  });

  it('shows its empty state instead of an empty table', async () => {
    await renderWithProviders(<DataTable {...base} rows={[]} empty={<p>Nobody yet</p>} />);
    expect(screen.getByText('Nobody yet')).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });

  it('lets people choose columns, and remembers the choice on this device', async () => {
    const table = <DataTable {...base} columns={wide} name="test-people" />;
    const heads = () => screen.getAllByRole('columnheader').map((head) => head.textContent);
    const { user, unmount } = await renderWithProviders(table);
    expect(heads()).toEqual(['Person', 'Position', 'Overdue']);
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    const choices = (await screen.findAllByRole('menuitem')).map((choice) => choice.textContent);
    expect(choices).toEqual(['Position', 'Overdue']);
    await user.click(screen.getByRole('menuitem', { name: 'Position' }));
    expect(heads()).toEqual(['Person', 'Overdue']);
    unmount();
    await renderWithProviders(table);
    expect(heads()).toEqual(['Person', 'Overdue']);
  });

  it('saves all rows, not only this page, as CSV, with columns that only files have', async () => {
    let saved: Blob | undefined;
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      saved = blob as Blob;
      return 'blob:test';
    });
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
    const fetchPage = vi
      .fn()
      .mockResolvedValueOnce({ results: samplePeople.slice(0, 2), next: 'https://x.test/?cursor=two' })
      .mockResolvedValueOnce({ results: samplePeople.slice(2, 3), next: null });
    const { user } = await renderWithProviders(
      <DataTable {...base} columns={wide} csv={{ file_name: 'people', fetchPage }} />,
    );
    await user.click(screen.getByRole('button', { name: 'Save as CSV' }));
    await waitFor(() => expect(saved).toBeDefined());
    const lines = (await (saved as Blob).text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]?.replace('\uFEFF', '')).toBe('Person,Key,Position,Overdue');
    expect(lines[3]).toContain(samplePeople[2]?.id);
    expect(fetchPage.mock.calls).toEqual([[''], ['two']]);
    vi.restoreAllMocks();
  });

  it('becomes a list of cards on a phone, with sorting as a field', async () => {
    setViewport(360);
    const onOrdering = vi.fn();
    const { user } = await renderWithProviders(
      <DataTable {...base} ordering="overdue" onOrdering={onOrdering} />,
    );
    expect(within(screen.getByRole('list', { name: 'People' })).getAllByRole('listitem')).toHaveLength(3);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'Person, descending');
    expect(onOrdering).toHaveBeenCalledWith('-display_name');
  });
});
